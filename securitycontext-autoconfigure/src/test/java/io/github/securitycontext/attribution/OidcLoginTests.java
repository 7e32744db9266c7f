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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.securitycontext.support.ChatServer;
import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.web.util.UriComponentsBuilder;

import static io.github.securitycontext.attribution.Authentications.ENTRA;
import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user": a whole login with OpenID Connect, in an otherwise unconfigured
 * application.
 */
class OidcLoginTests {

	private final RSAKey key = generateKey();

	private String nonce;

	@Test
	void aCallBelongsToTheUserOfTheIdToken() throws Exception {
		HttpServer entra = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		entra.createContext("/token",
				(exchange) -> answer(exchange, "{\"access_token\":\"a\",\"token_type\":\"Bearer\","
						+ "\"scope\":\"openid\",\"id_token\":\"" + idToken() + "\"}"));
		entra.createContext("/keys", (exchange) -> answer(exchange, new JWKSet(this.key).toString()));
		entra.start();
		String url = "http://127.0.0.1:" + entra.getAddress().getPort();
		String client = "spring.security.oauth2.client.registration.entra.";
		String provider = "spring.security.oauth2.client.provider.entra.";
		try (ChatServer server = ChatServer.onTomcat(List.of(), client + "client-id=app", client + "client-secret=x",
				client + "scope=openid", client + "authorization-grant-type=authorization_code",
				client + "redirect-uri={baseUrl}/login/oauth2/code/entra", provider + "authorization-uri=" + url,
				provider + "token-uri=" + url + "/token", provider + "jwk-set-uri=" + url + "/keys")) {

			assertThat(server.chat("Cookie", login(server))).isEqualTo(user(OID, TID));
		}
		finally {
			entra.stop(0);
		}
	}

	private String login(ChatServer server) {
		HttpResponse<String> start = server.get("/oauth2/authorization/entra");
		URI authorization = URI.create(start.headers().firstValue("Location").orElseThrow());
		var query = UriComponentsBuilder.fromUri(authorization).build().getQueryParams();
		this.nonce = query.getFirst("nonce");
		HttpResponse<String> end = server.get("/login/oauth2/code/entra?code=c&state=" + query.getFirst("state"),
				"Cookie", cookie(start));
		assertThat(end.headers().firstValue("Location")).isPresent().get().asString().doesNotContain("error");
		return cookie(end);
	}

	private static String cookie(HttpResponse<String> response) {
		String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
		return cookie.substring(0, cookie.indexOf(';'));
	}

	/**
	 * As B2C writes it: the subject is the object id.
	 */
	private String idToken() {
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.issuer(ENTRA)
			.subject(OID)
			.audience(List.of("app"))
			.issuedAt(Instant.now())
			.expiresAt(Instant.now().plusSeconds(60))
			.claim("nonce", this.nonce)
			.claim("oid", OID)
			.claim("tid", TID)
			.build();
		return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(this.key)))
			.encode(JwtEncoderParameters.from(claims))
			.getTokenValue();
	}

	private static void answer(HttpExchange exchange, String json) throws IOException {
		try (exchange) {
			byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
	}

	private static RSAKey generateKey() {
		try {
			return new RSAKeyGenerator(2048).keyID("key").generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
