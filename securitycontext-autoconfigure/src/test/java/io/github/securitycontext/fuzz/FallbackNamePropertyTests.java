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

package io.github.securitycontext.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.identity.EndUser;
import io.github.securitycontext.identity.FallbackName;
import io.github.securitycontext.identity.PersonalData;
import io.github.securitycontext.identity.PrincipalEndUserResolver;
import io.github.securitycontext.identity.TrustedIssuers;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names that users chose.
 */
class FallbackNamePropertyTests {

	private static final String OBJECT_ID = "9f1d5b0e-7c3a-4c55-9d0f-0b6a2f1e4c11";

	@Property
	void twoNamesNeverShareAnIdentifier(@ForAll("names") String name, @ForAll("changes") UnaryOperator<String> change,
			@ForAll PersonalData personalData, @ForAll boolean keyed) {
		String other = change.apply(name);
		String id = idOf(name, personalData, keyed);
		String otherId = idOf(other, personalData, keyed);
		if (id != null && !name.equals(other)) {
			assertThat(id).isNotEqualTo(otherId);
		}
	}

	@Property
	void nobodyRegistersUnderTheIdentifierOfAnother(@ForAll("names") String name, @ForAll PersonalData personalData,
			@ForAll boolean keyed) {
		String id = idOf(name, personalData, keyed);
		if (id != null && !id.equals(name)) {
			// the pseudonym of one as the name of another
			assertThat(idOf(id, personalData, keyed)).isNotEqualTo(id);
		}
		assertThat(idOf(OBJECT_ID, personalData, keyed)).isNotEqualTo(OBJECT_ID);
	}

	@Property
	void everyIdentifierCanBeSent(@ForAll("names") String name, @ForAll PersonalData personalData,
			@ForAll boolean keyed) {
		String id = idOf(name, personalData, keyed);
		assertThat(UserSecurityContext.builder().endUserId(id).build().getEndUserId()).isEqualTo(id);
	}

	private static @Nullable String idOf(String name, PersonalData personalData, boolean keyed) {
		Principal principal = () -> name;
		EndUser user = new PrincipalEndUserResolver(List.of("oid"), List.of("tid"), new TrustedIssuers(List.of()),
				FallbackName.of(personalData, keyed ? "key" : null))
			.resolve(principal);
		return user.id();
	}

	@Provide
	Arbitrary<String> names() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(300),
				Arbitraries.strings().withChars("ab@# \\=\u00A0\uD83D\uDE00\uD800\u2028").ofMaxLength(6),
				Arbitraries.strings().withChars("0123456789abcdefABCDEF-{}").ofMinLength(30).ofMaxLength(66),
				Arbitraries.strings().withChars("0123456789abcdef").ofLength(64));
	}

	/**
	 * What a careless implementation may make of a name.
	 */
	@Provide
	Arbitrary<UnaryOperator<String>> changes() {
		return Arbitraries.of(String::strip, String::trim, (name) -> name + " ", (name) -> name + "\0",
				(name) -> name.toLowerCase(Locale.ROOT), (name) -> name.toUpperCase(Locale.ROOT),
				(name) -> name.substring(0, Math.min(name.length(), UserSecurityContext.MAX_LENGTH)),
				(name) -> name.repeat(2), (name) -> name.replaceAll("\\p{Cntrl}|\\p{Zs}|[\\\\@=]", ""),
				(name) -> Normalizer.normalize(name, Normalizer.Form.NFKC),
				(name) -> new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
				(name) -> new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1),
				(name) -> name.replace("-", ""), (name) -> "{" + name + "}");
	}

}
