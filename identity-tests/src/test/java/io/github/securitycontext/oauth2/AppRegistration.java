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

package io.github.securitycontext.oauth2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * An application that the {@link AuthorizationServer} knows, in all tenants.
 */
enum AppRegistration {

	/** Signs people in. */
	WEB_APP(AuthorizationGrantType.AUTHORIZATION_CODE, OAuth2TokenFormat.SELF_CONTAINED),

	/** Calls APIs for the person who uses it. */
	DESKTOP_APP(AuthorizationGrantType.AUTHORIZATION_CODE, OAuth2TokenFormat.SELF_CONTAINED),

	/** The same with tokens that say nothing to others than the server. */
	OPAQUE_DESKTOP_APP(AuthorizationGrantType.AUTHORIZATION_CODE, OAuth2TokenFormat.REFERENCE),

	/** Calls APIs for itself. */
	DAEMON(AuthorizationGrantType.CLIENT_CREDENTIALS, OAuth2TokenFormat.SELF_CONTAINED),

	/** The same without the optional claim {@code idtyp}. */
	PLAIN_DAEMON(AuthorizationGrantType.CLIENT_CREDENTIALS, OAuth2TokenFormat.SELF_CONTAINED),

	/** A daemon with tokens that say nothing to others than the server. */
	OPAQUE_DAEMON(AuthorizationGrantType.CLIENT_CREDENTIALS, OAuth2TokenFormat.REFERENCE),

	/** An API that asks models. */
	CHAT_API(AuthorizationGrantType.CLIENT_CREDENTIALS, OAuth2TokenFormat.SELF_CONTAINED),

	/** An API that calls that API on behalf of its user. */
	MIDDLE_TIER(AuthorizationGrantType.TOKEN_EXCHANGE, OAuth2TokenFormat.SELF_CONTAINED);

	/** Where the person who signed in is sent to. Each port is allowed. */
	static final String CALLBACK = "http://127.0.0.1/callback";

	/**
	 * How the web application calls its registrations: one for each tenant, and one that
	 * asks for less.
	 */
	static final List<String> LOGINS = List.of("contoso", "fabrikam", "tailspin", "northwind", "openid");

	private final AuthorizationGrantType grantType;

	private final OAuth2TokenFormat tokenFormat;

	AppRegistration(AuthorizationGrantType grantType, OAuth2TokenFormat tokenFormat) {
		this.grantType = grantType;
		this.tokenFormat = tokenFormat;
	}

	static AppRegistration of(RegisteredClient client) {
		return Stream.of(values()).filter((app) -> app.id().equals(client.getClientId())).findFirst().orElseThrow();
	}

	/**
	 * Returns the API that scopes are about, if they are about one.
	 */
	static Optional<AppRegistration> withScopeAmong(Collection<String> scopes) {
		return Stream.of(values())
			.filter((app) -> scopes.stream().anyMatch((scope) -> scope.startsWith(app.uri() + "/")))
			.findFirst();
	}

	String id() {
		return guid(name());
	}

	/**
	 * Returns the password, which the server wants to be another one for each.
	 */
	String secret() {
		return "secret-of-" + name();
	}

	private String uri() {
		return "api://" + id();
	}

	/**
	 * Returns the scope of people who use it as an API.
	 */
	String scope() {
		return uri() + "/Chat.Ask";
	}

	/**
	 * Returns the scope of apps that use it as an API.
	 */
	String defaultScope() {
		return uri() + "/.default";
	}

	/**
	 * Returns the object id that it has in a tenant.
	 */
	String objectIdIn(Tenant tenant) {
		return guid(name() + " in " + tenant);
	}

	private static String guid(String name) {
		return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
	}

	/**
	 * Returns the value of an {@code Authorization} header.
	 */
	String credentials() {
		return "Basic " + Base64.getEncoder().encodeToString((id() + ":" + secret()).getBytes(StandardCharsets.UTF_8));
	}

	RegisteredClient toRegisteredClient() {
		return RegisteredClient.withId(id())
			.clientId(id())
			.clientSecret(secret())
			.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
			.authorizationGrantType(this.grantType)
			.redirectUris((uris) -> {
				uris.add(CALLBACK);
				LOGINS.forEach((id) -> uris.add("http://127.0.0.1/login/oauth2/code/" + id));
			})
			.scopes((scopes) -> {
				scopes.addAll(List.of("openid", "profile"));
				Stream.of(CHAT_API, MIDDLE_TIER)
					.forEach((api) -> scopes.addAll(List.of(api.scope(), api.defaultScope())));
			})
			.clientSettings(ClientSettings.builder().requireProofKey(false).build())
			.tokenSettings(TokenSettings.builder().accessTokenFormat(this.tokenFormat).build())
			.build();
	}

}
