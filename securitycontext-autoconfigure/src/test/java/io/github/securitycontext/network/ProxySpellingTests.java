/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.securitycontext.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the proxies of this world write, as their documentation says or as it was seen,
 * and what becomes of it.
 */
class ProxySpellingTests {

	@ParameterizedTest(name = "{0}, {1}: {2} ({6})")
	@CsvFileSource(resources = "/proxy-spellings.csv", useHeadersInDisplayName = false, numLinesToSkip = 1)
	void theClientIsFound(String proxy, String header, @Nullable String lines, @Nullable String peer,
			@Nullable String trusted, @Nullable String sourceIp) {
		IpRanges proxies = IpRanges.of((trusted != null) ? Arrays.asList(trusted.split(",")) : List.of());
		String[] headers = (lines != null)
				? Stream.of(lines.split("⏎", -1)).map((line) -> header + ":" + line).toArray(String[]::new)
				: new String[0];
		assertThat(new TrustedProxySourceIpResolver(proxies, header).resolve(StubInboundRequest.from(peer, headers)))
			.as(proxy)
			.isEqualTo(sourceIp);
	}

}
