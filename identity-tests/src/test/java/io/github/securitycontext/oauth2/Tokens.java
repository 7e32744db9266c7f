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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * Access tokens, as the {@link AuthorizationServer} issues them.
 */
final class Tokens {

	private static final HttpClient client = HttpClient.newHttpClient();

	private Tokens() {
	}

	/**
	 * Returns the token of an app that somebody of a tenant uses.
	 */
	static String of(Person person, AppRegistration app, AppRegistration api) {
		return of(person, person.home(), app, api);
	}

	/**
	 * Returns the token of an app that somebody uses in a tenant, maybe as a guest.
	 */
	static String of(Person person, Tenant tenant, AppRegistration app, AppRegistration api) {
		String query = Form.encode(Map.of("response_type", "code", "client_id", app.id(), "redirect_uri",
				AppRegistration.CALLBACK, "scope", api.scope()));
		URI callback = new Browser().open(URI.create(tenant.issuer() + "/oauth2/authorize?" + query), person);
		String code = UriComponentsBuilder.fromUri(callback).build().getQueryParams().getFirst("code");
		return request(tenant, app,
				Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", AppRegistration.CALLBACK));
	}

	/**
	 * Returns the token of an app that works for itself.
	 */
	static String ofApp(AppRegistration app, Tenant tenant, AppRegistration api) {
		return request(tenant, app, Map.of("grant_type", "client_credentials", "scope", api.defaultScope()));
	}

	private static String request(Tenant tenant, AppRegistration app, Map<String, String> parameters) {
		HttpResponse<String> response = post(tenant.issuer() + "/oauth2/token", app, parameters);
		return JsonMapper.shared().readTree(response.body()).path("access_token").asString();
	}

	/**
	 * Makes a token worthless.
	 */
	static void revoke(String token, Tenant tenant, AppRegistration app) {
		post(tenant.issuer() + "/oauth2/revoke", app, Map.of("token", token));
	}

	private static HttpResponse<String> post(String uri, AppRegistration app, Map<String, String> parameters) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri))
			.header("Authorization", app.credentials());
		HttpResponse<String> response = Caller.send(client, Form.post(request, parameters));
		if (response.statusCode() != 200) {
			throw new IllegalStateException(response + ": " + response.body());
		}
		return response;
	}

}
