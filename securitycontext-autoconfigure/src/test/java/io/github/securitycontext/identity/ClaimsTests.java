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

package io.github.securitycontext.identity;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimsTests {

	private static final List<Map<String, ?>> SERVICES = List.of(Map.of("idtyp", "app", "scp", "x"),
			Map.of("oid", "1", "sub", "1"), Map.of("oid", "1", "sub", "1", "scp", " "),
			Map.of("oid", "1", "sub", "1", "scp", List.of()), Map.of("sub", "1", "client_id", "1", "scp", "x"),
			Map.of("sub", "1", "azp", "1", "scp", "x"), Map.of("sub", "1", "cid", "1", "scp", List.of("x")),
			Map.of("sub", "1", "gty", "client-credentials", "scp", "x"));

	private static final List<Map<String, ?>> PEOPLE = List.of(Map.of(), Map.of("oid", "1"),
			Map.of("oid", "1", "sub", "2"), Map.of("oid", "1", "sub", "1", "scp", "x"),
			Map.of("oid", "1", "sub", "1", "scp", List.of("x")), Map.of("sub", "1", "client_id", "2"),
			Map.of("sub", "1", "azp", "2"), Map.of("sub", "1", "cid", "2"), Map.of("idtyp", "user"),
			Map.of("gty", "password"));

	@ParameterizedTest
	@FieldSource("SERVICES")
	void aServiceIsToldByTheClaimsOfItsAccessToken(Map<String, ?> claims) {
		assertThat(Claims.ofBearer(claims).isService()).isTrue();
		assertThat(Claims.ofIdToken(claims).isService()).as("who logs in is a person").isFalse();
	}

	@ParameterizedTest
	@FieldSource("PEOPLE")
	void aPersonIsNotTakenForAService(Map<String, ?> claims) {
		assertThat(Claims.ofBearer(claims).isService()).isFalse();
	}

	@Test
	void theFirstClaimThatIsPresentIsFound() {
		Claims claims = Claims.ofIdToken(Map.of("b", 1, "c", "2"));
		assertThat(claims.findPresent(List.of("a", "b", "c"))).isEqualTo("b");
		assertThat(claims.findPresent(List.of("a"))).isNull();
	}

	@ParameterizedTest
	@MethodSource("longNames")
	void aClaimMayHaveALongName(String name, String longName) {
		assertThat(Claims.ofIdToken(Map.of(longName, "long")).get(name)).isEqualTo("long");
		assertThat(Claims.ofIdToken(Map.of(longName, "long", name, "short")).get(name)).isEqualTo("short");
	}

	static Stream<Arguments> longNames() {
		return Stream.of(Arguments.of("oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"),
				Arguments.of("tid", "http://schemas.microsoft.com/identity/claims/tenantid"),
				Arguments.of("scp", "http://schemas.microsoft.com/identity/claims/scope"),
				Arguments.of("sub", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier"));
	}

	@Test
	void aTextMayBeAUrlOrTheOnlyElementOfAList() throws Exception {
		URI uri = URI.create("https://example.com");
		for (Object value : List.of("x", uri, uri.toURL())) {
			assertThat(text(value)).isEqualTo(value.toString());
			assertThat(text(List.of(value))).isEqualTo(value.toString());
		}
	}

	@Test
	void anythingElseIsNoText() {
		for (Object value : List.of(1, true, List.of(), List.of("x", "y"), List.of(List.of("x")), Map.of("x", "y"),
				Arrays.asList((Object) null), new StringBuilder("x"))) {
			assertThat(text(value)).isNull();
		}
		assertThat(Claims.ofIdToken(Map.of()).getText("x")).isNull();
	}

	private static String text(Object value) {
		return Claims.ofIdToken(Map.of("x", value)).getText("x");
	}

	@Test
	void theTextOfClaimsSaysNothingOfTheUser() {
		assertThat(Claims.ofIdToken(Map.of("sub", "alice"))).hasToString("Claims[1]");
	}

}
