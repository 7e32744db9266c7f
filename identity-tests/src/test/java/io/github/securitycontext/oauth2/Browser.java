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

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody has who signs in: it keeps cookies, follows redirects, and fills in the
 * form of the {@link AuthorizationServer}.
 */
final class Browser implements Caller {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

	private static final int MOST_PAGES = 20;

	private final CookieManager cookies = new CookieManager();

	private final HttpClient client = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	@Override
	public HttpResponse<String> get(URI uri) {
		return Caller.send(this.client, HttpRequest.newBuilder(uri));
	}

	/**
	 * Opens a page as somebody, and returns the one that it leads to.
	 * {@link AppRegistration#CALLBACK} is not opened: nobody is there.
	 */
	URI open(URI start, Person person) {
		HttpResponse<String> page = get(start);
		for (int i = 0; i < MOST_PAGES; i++) {
			if (isSignIn(page)) {
				page = signIn(page, person);
			}
			else if (page.statusCode() == 302) {
				URI next = page.uri().resolve(page.headers().firstValue("Location").orElseThrow());
				if (next.toString().startsWith(AppRegistration.CALLBACK)) {
					return next;
				}
				page = get(next);
			}
			else if (page.statusCode() == 200) {
				return page.uri();
			}
			else {
				break;
			}
		}
		throw new IllegalStateException(page + ": " + page.body());
	}

	private static boolean isSignIn(HttpResponse<String> page) {
		return page.statusCode() == 200 && page.uri().toString().equals(AuthorizationServer.url() + "/login");
	}

	private HttpResponse<String> signIn(HttpResponse<String> page, Person person) {
		Matcher csrf = CSRF.matcher(page.body());
		if (!csrf.find()) {
			throw new IllegalStateException(page.body());
		}
		Map<String, String> form = Map.of("username", person.userName(), "password", Person.PASSWORD, "_csrf",
				csrf.group(1));
		return Caller.send(this.client, Form.post(HttpRequest.newBuilder(page.uri()), form));
	}

	/**
	 * Lets the authorization server forget who signed in. The applications still know.
	 */
	void forgetSignIn() {
		List.copyOf(this.cookies.getCookieStore().getCookies())
			.stream()
			.filter((cookie) -> cookie.getName().equals(AuthorizationServer.COOKIE))
			.forEach((cookie) -> this.cookies.getCookieStore().remove(URI.create(AuthorizationServer.url()), cookie));
	}

}
