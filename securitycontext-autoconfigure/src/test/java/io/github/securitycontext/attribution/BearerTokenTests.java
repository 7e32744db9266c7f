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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.securitycontext.support.ChatServer;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

import static io.github.securitycontext.attribution.Authentications.ENTRA;
import static io.github.securitycontext.attribution.Authentications.OID;
import static io.github.securitycontext.attribution.Authentications.TID;
import static io.github.securitycontext.attribution.Authentications.claims;
import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * "The end user": access tokens as they come over the wire, in an otherwise unconfigured
 * resource server.
 */
class BearerTokenTests {

	private static final SecretKey KEY = new SecretKeySpec(new byte[32], "HmacSHA256");

	@Test
	void aCallBelongsToTheUserOfTheJwt() {
		try (ChatServer server = ChatServer.onTomcat(List.of(JwtConfiguration.class))) {
			assertThat(server.get("/chat").statusCode()).isEqualTo(401);
			assertThat(chat(server, jwt(Authentications.entraClaims()))).isEqualTo(user(OID, TID));
			assertThat(chat(server, jwt(claims("iss", "https://evil.com", "oid", OID, "tid", TID, "sub", "alice"))))
				.isEqualTo(user("https://evil.com#alice"));
			assertThat(chat(server, jwt(claims("iss", ENTRA, "oid", OID, "tid", TID, "sub", OID)))).isEqualTo(nobody());
			assertThat(chat(server, jwt(claims("oid", 42, "sub", "alice")))).isEqualTo(nobody());
			assertThat(chat(server, jwt(claims("iss", "https://id.example.com", "scp", "x")))).isEqualTo(nobody());
		}
	}

	@Test
	void aCallBelongsToTheUserOfTheIntrospectedToken() throws Exception {
		HttpServer authorizationServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
				0);
		authorizationServer.createContext("/", BearerTokenTests::introspect);
		authorizationServer.start();
		String uri = "http://127.0.0.1:" + authorizationServer.getAddress().getPort() + "/introspect";
		String prefix = "spring.security.oauth2.resourceserver.opaquetoken.";
		try (ChatServer server = ChatServer.onTomcat(List.of(), prefix + "introspection-uri=" + uri,
				prefix + "client-id=app", prefix + "client-secret=secret")) {
			assertThat(server.get("/chat").statusCode()).isEqualTo(401);
			assertThat(chat(server, "entra")).isEqualTo(user(OID, TID));
			assertThat(chat(server, "other")).isEqualTo(user("https://id.example.com#alice"));
			assertThat(chat(server, "service")).isEqualTo(nobody());
		}
		finally {
			authorizationServer.stop(0);
		}
	}

	private static String chat(ChatServer server, String token) {
		return server.chat("Authorization", "Bearer " + token);
	}

	private static String jwt(Map<String, Object> claims) {
		JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
		JwtClaimsSet set = JwtClaimsSet.builder().claims((all) -> all.putAll(claims)).build();
		return NimbusJwtEncoder.withSecretKey(KEY)
			.build()
			.encode(JwtEncoderParameters.from(header, set))
			.getTokenValue();
	}

	private static void introspect(HttpExchange exchange) throws IOException {
		try (exchange) {
			String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			String user = "\"oid\":\"" + OID + "\",\"tid\":\"" + TID + "\",";
			String claims = switch (form.substring(form.indexOf('=') + 1)) {
				case "entra" -> user + "\"iss\":\"" + ENTRA + "\",\"sub\":\"pairwise\"";
				case "other" -> user + "\"iss\":\"https://id.example.com\",\"sub\":\"alice\"";
				default -> "\"sub\":\"job\",\"client_id\":\"job\"";
			};
			byte[] answer = ("{\"active\":true,\"scope\":\"chat\"," + claims + "}").getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class JwtConfiguration {

		@Bean
		JwtDecoder jwtDecoder() {
			return NimbusJwtDecoder.withSecretKey(KEY).build();
		}

	}

}
