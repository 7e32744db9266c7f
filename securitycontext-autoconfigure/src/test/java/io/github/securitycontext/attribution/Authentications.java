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

package io.github.securitycontext.attribution;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.saml2.provider.service.authentication.Saml2AssertionAuthentication;
import org.springframework.security.saml2.provider.service.authentication.Saml2ResponseAssertion;

/**
 * Authentications as the filters of Spring Security leave them.
 */
public final class Authentications {

	public static final String OID = "11111111-1111-1111-1111-111111111111";

	public static final String TID = "22222222-2222-2222-2222-222222222222";

	public static final String ENTRA = "https://login.microsoftonline.com/" + TID + "/v2.0";

	private static final List<GrantedAuthority> USER = AuthorityUtils.createAuthorityList("ROLE_USER");

	private Authentications() {
	}

	public static Authentication named(Object principal) {
		return UsernamePasswordAuthenticationToken.authenticated(principal, null, USER);
	}

	/**
	 * Returns claims.
	 * @param namesAndValues names and values in turn
	 */
	public static Map<String, Object> claims(Object... namesAndValues) {
		Map<String, Object> claims = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			claims.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		return claims;
	}

	public static Map<String, Object> entraClaims() {
		return claims("iss", ENTRA, "oid", OID, "tid", TID, "sub", "pairwise", "scp", "chat");
	}

	public static Jwt jwt(Map<String, Object> claims) {
		return Jwt.withTokenValue("token").header("alg", "RS256").claims((all) -> all.putAll(claims)).build();
	}

	public static Authentication bearerJwt(Map<String, Object> claims) {
		return new JwtAuthenticationToken(jwt(claims), USER);
	}

	public static Authentication bearerJwt(Object... claims) {
		return bearerJwt(claims(claims));
	}

	public static Authentication opaque(Map<String, Object> claims) {
		OAuth2AccessToken token = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "token", Instant.EPOCH,
				Instant.MAX);
		return new BearerTokenAuthentication(new DefaultOAuth2AuthenticatedPrincipal(claims, USER), token, USER);
	}

	public static OidcIdToken idToken(Map<String, Object> claims) {
		return new OidcIdToken("token", Instant.EPOCH, Instant.MAX, claims);
	}

	public static Authentication oidcLogin(Map<String, Object> claims) {
		return oidcLogin(claims, claims("sub", claims.get("sub")));
	}

	public static Authentication oidcLogin(Map<String, Object> claims, Map<String, Object> userInfo) {
		DefaultOidcUser user = new DefaultOidcUser(USER, idToken(claims), new OidcUserInfo(userInfo));
		return new OAuth2AuthenticationToken(user, USER, "entra");
	}

	public static Authentication oauth2Login(Map<String, Object> attributes) {
		return oauth2Login("entra", attributes);
	}

	public static Authentication oauth2Login(String registration, Map<String, Object> attributes) {
		return new OAuth2AuthenticationToken(new DefaultOAuth2User(USER, attributes, "sub"), USER, registration);
	}

	public static Authentication saml(String name, Map<String, Object> attributes) {
		Saml2ResponseAssertion assertion = Saml2ResponseAssertion.withResponseValue("response")
			.nameId(name)
			.attributes(lists(attributes))
			.build();
		return new Saml2AssertionAuthentication(name, assertion, USER, "entra");
	}

	public static Map<String, List<Object>> lists(Map<String, Object> attributes) {
		return attributes.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (attribute) -> List.of(attribute.getValue())));
	}

}
