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

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * An authorization server that issues tokens as Microsoft Entra ID does, for several
 * tenants. One for all tests, as long as the JVM lives.
 */
final class AuthorizationServer {

	/** Not that of the applications: cookies do not know ports. */
	static final String COOKIE = "DIRECTORY";

	private static final ServletWebServerApplicationContext context = start();

	private AuthorizationServer() {
	}

	private static ServletWebServerApplicationContext start() {
		return (ServletWebServerApplicationContext) new SpringApplicationBuilder(AuthorizationServerConfiguration.class)
			.run("--server.port=0", "--server.address=127.0.0.1", "--server.servlet.session.cookie.name=" + COOKIE,
					"--spring.security.oauth2.authorizationserver.multiple-issuers-allowed=true",
					"--securitycontext.enabled=false", "--spring.main.banner-mode=off", "--logging.level.root=warn");
	}

	static String url() {
		return "http://127.0.0.1:" + context.getWebServer().getPort();
	}

}
