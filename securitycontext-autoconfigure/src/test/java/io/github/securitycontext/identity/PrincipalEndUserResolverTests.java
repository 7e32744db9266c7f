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

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.securitycontext.attribution.Authentications;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;
import org.springframework.security.saml2.provider.service.authentication.DefaultSaml2AuthenticatedPrincipal;
import org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority;

import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.Authentications.claims;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who a principal is, asked without a server, so that it can be asked thousands of times.
 */
@ExtendWith(OutputCaptureExtension.class)
class PrincipalEndUserResolverTests {

	private static final EndUser ENTRA = new EndUser(OID, TID);

	private static final EndUser ALICE = new EndUser("alice", null);

	private final PrincipalEndUserResolver resolver = resolver(FallbackName.of(PersonalData.PSEUDONYMIZE, "key"));

	private static PrincipalEndUserResolver resolver(FallbackName fallback) {
		return new PrincipalEndUserResolver(List.of("uid", "oid"), List.of("org", "tid"), new TrustedIssuers(List.of()),
				fallback);
	}

	@ParameterizedTest
	@MethodSource("users")
	void aUserOfEntraIsKnownByObjectIdAndTenantWhereverTheyStand(Principal principal) {
		assertThat(this.resolver.resolve(principal)).isEqualTo(ENTRA);
	}

	static Stream<Principal> users() {
		Map<String, Object> entra = Authentications.entraClaims();
		Map<String, Object> saml = claims("oid", OID, "tid", TID);
		return Stream.of(Authentications.oidcLogin(entra), Authentications.oauth2Login(entra),
				Authentications.bearerJwt(entra), Authentications.opaque(entra), Authentications.saml("alice", saml),
				Authentications
					.named(new OAuth2IntrospectionAuthenticatedPrincipal("x", entra, AuthorityUtils.NO_AUTHORITIES)),
				Authentications.named(samlPrincipal(saml)), Authentications.named(Authentications.jwt(entra)),
				Authentications.named(Authentications.idToken(entra)), withCredentials(Authentications.jwt(entra)),
				withCredentials(Authentications.idToken(entra)), appService("AAD", "oid", OID, "tid", TID));
	}

	@SuppressWarnings("deprecation")
	private static Object samlPrincipal(Map<String, Object> attributes) {
		return new DefaultSaml2AuthenticatedPrincipal("alice", Authentications.lists(attributes));
	}

	private static Authentication withCredentials(Object credentials) {
		return UsernamePasswordAuthenticationToken.authenticated("alice", credentials, List.of());
	}

	private static AppServicePrincipal appService(String provider, String... claims) {
		StringBuilder json = new StringBuilder("{\"auth_typ\":\"" + provider + "\",\"claims\":[7");
		for (int i = 0; i < claims.length; i += 2) {
			json.append(",{\"typ\":\"" + claims[i] + "\",\"val\":\"" + claims[i + 1] + "\"}");
		}
		return AppServicePrincipal.parse(" " + encode(json + "]}"));
	}

	private static String encode(String json) {
		return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void onlyTheIdTokenOfALoginCounts() {
		Authentication login = Authentications.oidcLogin(claims("sub", "x", "oid", OID),
				claims("sub", "x", "tid", TID));
		assertThat(this.resolver.resolve(login)).isEqualTo(new EndUser(OID, null));
	}

	@Test
	void theFirstClaimThatIsPresentWins() {
		assertThat(this.resolver.resolve(Authentications.bearerJwt("uid", "u", "oid", OID, "org", "o", "tid", TID)))
			.isEqualTo(new EndUser("u", "o"));
	}

	@Test
	void aServiceIsNobodyAndAPersonWhoLogsInIsNone() {
		Map<String, Object> service = claims("oid", OID, "tid", TID, "sub", OID);
		for (Principal principal : List.of(Authentications.bearerJwt(service), Authentications.opaque(service),
				Authentications.named(Authentications.jwt(service)), withCredentials(Authentications.jwt(service)),
				Authentications
					.named(new OAuth2IntrospectionAuthenticatedPrincipal("x", service, AuthorityUtils.NO_AUTHORITIES)),
				appService("aad", "oid", OID, "tid", TID, "sub", OID))) {
			assertThat(this.resolver.resolve(principal)).isEqualTo(EndUser.NONE);
		}
		for (Principal principal : List.of(Authentications.oidcLogin(service), Authentications.oauth2Login(service),
				Authentications.saml("alice", service), withCredentials(Authentications.idToken(service)))) {
			assertThat(this.resolver.resolve(principal)).isEqualTo(ENTRA);
		}
	}

	@Test
	void aNameGoesWithTheProviderThatGaveIt() {
		assertThat(this.resolver.resolve(Authentications.oauth2Login("github", claims("sub", "583231"))))
			.isEqualTo(new EndUser("oauth2:github#583231", null));
		assertThat(this.resolver.resolve(Authentications.named(new DefaultOAuth2AuthenticatedPrincipal("583231",
				claims("sub", "583231"), AuthorityUtils.NO_AUTHORITIES))))
			.isEqualTo(new EndUser("583231", null));
		assertThat(this.resolver.resolve(Authentications.saml("alice", claims("mail", "a"))))
			.isEqualTo(new EndUser("saml2:entra#alice", null));
		assertThat(this.resolver.resolve(Authentications.named(samlPrincipal(claims("mail", "a")))))
			.isEqualTo(new EndUser("saml2#alice", null));
		assertThat(appService("google", "sub", "42").getName()).isEqualTo("app-service:google#42");
		assertThat(appService("google").getName()).isEmpty();
	}

	@Test
	void withoutBelievableClaimsTheNameCounts() {
		assertThat(this.resolver.resolve(() -> "alice")).isEqualTo(ALICE);
		assertThat(this.resolver.resolve(Authentications.named("alice"))).isEqualTo(ALICE);
		assertThat(this.resolver.resolve(Authentications.bearerJwt("tid", TID, "sub", "alice")))
			.isEqualTo(new EndUser("token#alice", null));
		assertThat(this.resolver.resolve(Authentications.bearerJwt("oid", OID, "sub", "alice", "iss", "https://x.com")))
			.isEqualTo(new EndUser("https://x.com#alice", null));
		assertThat(this.resolver.resolve(appService("google", "oid", OID, "sub", "42")))
			.isEqualTo(new EndUser("app-service:google#42", null));
		assertThat(this.resolver.resolve(appService("google", "oid", OID))).isEqualTo(EndUser.NONE);
		assertThat(this.resolver.resolve(appService("aad", "oid", "1", "oid", "2", "sub", "42")))
			.as("an identifier that occurs twice")
			.isEqualTo(EndUser.NONE);
	}

	@Test
	void aClaimThatCannotBeSentIsLeftOutAndWarnedOf(CapturedOutput output) {
		assertThat(this.resolver.resolve(Authentications.bearerJwt("oid", " secret", "tid", TID)))
			.isEqualTo(new EndUser(null, TID));
		assertThat(output).contains("The claim 'oid' of a user").doesNotContain("'tid'").doesNotContain("secret");
		assertThat(this.resolver.resolve(Authentications.bearerJwt("oid", OID, "tid", 42)))
			.isEqualTo(new EndUser(OID, null));
		assertThat(output).contains("The claim 'tid' of a user");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void aUserWithoutANameIsLeftOutAndWarnedOf(String name, CapturedOutput output) {
		assertThat(resolver(FallbackName.none()).resolve(() -> name)).isEqualTo(EndUser.NONE);
		assertThat(output).doesNotContain("A user has no name");
		assertThat(this.resolver.resolve(() -> "alice")).isEqualTo(ALICE);
		assertThat(output).doesNotContain("A user has no name");
		assertThat(this.resolver.resolve(() -> name)).isEqualTo(EndUser.NONE);
		assertThat(output).contains("A user has no name");
		assertThat(this.resolver.resolve(() -> null)).isEqualTo(EndUser.NONE);
	}

	@Test
	void nobodyIsNobody() {
		Authentication anonymous = new AnonymousAuthenticationToken("key", "x",
				AuthorityUtils.createAuthorityList("y"));
		Authentication attempt = UsernamePasswordAuthenticationToken.unauthenticated("mallory", "x");
		assertThat(this.resolver.resolve(null)).isEqualTo(EndUser.NONE);
		assertThat(this.resolver.resolve(anonymous)).isEqualTo(EndUser.NONE);
		assertThat(this.resolver.resolve(attempt)).isEqualTo(EndUser.NONE);
		assertThat(Stream.of(null, anonymous, attempt)).noneMatch(PrincipalEndUserResolver::isAuthenticated);
		assertThat(Stream.<Principal>of(() -> "alice", Authentications.named("alice")))
			.allMatch(PrincipalEndUserResolver::isAuthenticated);
	}

	@Test
	void whoActsInTheAccountOfAnotherIsThePersonHoweverDeep() {
		Authentication bob = impersonate("bob", Authentications.named("alice"));
		assertThat(this.resolver.resolve(bob)).isEqualTo(ALICE);
		assertThat(this.resolver.resolve(impersonate("carol", bob))).isEqualTo(ALICE);
		assertThat(this.resolver.resolve(impersonate("bob", Authentications.bearerJwt(Authentications.entraClaims()))))
			.isEqualTo(ENTRA);
		assertThat(this.resolver
			.resolve(impersonate("bob", UsernamePasswordAuthenticationToken.unauthenticated("mallory", "x"))))
			.isEqualTo(EndUser.NONE);
	}

	private static Authentication impersonate(String name, Authentication source) {
		return UsernamePasswordAuthenticationToken.authenticated(name, null, List
			.of(AuthorityUtils.createAuthorityList("USER").get(0), new SwitchUserGrantedAuthority("PREVIOUS", source)));
	}

	@ParameterizedTest
	@MethodSource("named")
	void aPrincipalWithANameIsKnownByIt(Object principal, String name) {
		assertThat(this.resolver.resolve(Authentications.named(principal))).isEqualTo(this.resolver.resolve(() -> name))
			.isNotEqualTo(EndUser.NONE);
	}

	static Stream<Object[]> named() {
		record Named(String name) implements Principal {

			@Override
			public String getName() {
				return this.name;
			}

			@Override
			public String toString() {
				return this.name;
			}

		}
		record Authenticated(String name) implements AuthenticatedPrincipal {

			@Override
			public String getName() {
				return this.name;
			}

			@Override
			public String toString() {
				return this.name;
			}

		}
		final class Account extends User {

			private static final long serialVersionUID = 1L;

			private Account(String name) {
				super(name, "", List.of());
			}

			@Override
			public String toString() {
				return getUsername();
			}

		}
		UUID uuid = UUID.fromString(OID);
		return Stream.of(new Object[] { new Named("alice"), "alice" },
				new Object[] { new Authenticated("alice"), "alice" }, new Object[] { new Account("alice"), "alice" },
				new Object[] { new StringBuilder("alice"), "alice" }, new Object[] { 42, "42" },
				new Object[] { uuid, uuid.toString() });
	}

	@Test
	void theMereTextOfAnObjectIsNoName() {
		record Masked(String id) {

			@Override
			public String toString() {
				return "Masked";
			}

		}
		assertThat(this.resolver.resolve(Authentications.named(new Masked("alice")))).isEqualTo(EndUser.NONE);
		assertThat(this.resolver.resolve(UsernamePasswordAuthenticationToken.authenticated(null, null, List.of())))
			.isEqualTo(EndUser.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[1]", "null", "{}", "{\"auth_typ\":\" \"}", "{\"auth_typ\":[\"aad\"]}" })
	void aHeaderOfAppServiceWithoutAProviderIsNobody(String json) {
		assertThat(AppServicePrincipal.parse(encode(json))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"auth_typ\":\"aad\"}", "{\"auth_typ\":\"aad\",\"claims\":{\"oid\":\"x\"}}",
			"{\"auth_typ\":\"aad\",\"claims\":[null,{\"typ\":\"oid\",\"val\":7},{\"typ\":7,\"val\":\"x\"}]}" })
	void aHeaderOfAppServiceWithoutClaimsHasNoUser(String json) {
		assertThat(this.resolver.resolve(AppServicePrincipal.parse(encode(json)))).isEqualTo(EndUser.NONE);
	}

	@Test
	void theTextsOfPeopleSayNothingOfThem() {
		assertThat(appService("google", "sub", "alice")).hasToString("AppServicePrincipal[google]");
		assertThat(ENTRA).hasToString("EndUser[id=***, tenantId=***]");
		assertThat(ALICE).hasToString("EndUser[id=***, tenantId=null]");
	}

}
