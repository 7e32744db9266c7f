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

package io.github.securitycontext.soak;

import java.time.Duration;

/**
 * What is asked in a call. It says who has asked, so that the other end can tell.
 *
 * @param author the user who asked
 * @param path the way that the call takes through the application
 * @param request the number of the request, unique in a soak
 * @param flaky whether the first call of the request is to fail at first
 * @param losable whether the call may be made when the user is not known any more
 */
record Prompt(SoakUser author, String path, int request, boolean flaky, boolean losable) {

	private static final String START = "author:";

	/**
	 * Added to a prompt that is to be answered late.
	 */
	static final String SLOWLY = "slowly;";

	/**
	 * Less time than that takes.
	 */
	static final Duration LITTLE = Duration.ofMillis(5);

	String text() {
		return START + this.author.author() + ";path:" + this.path + ";request:" + this.request + ";"
				+ (this.flaky ? "flaky;" : "") + (this.losable ? "losable;" : "");
	}

	static Prompt in(String body) {
		return new Prompt(SoakUser.of(value(body, START)), value(body, ";path:"),
				Integer.parseInt(value(body, ";request:")), body.contains(";flaky;"), body.contains(";losable;"));
	}

	/**
	 * Returns the same prompt as one of nobody.
	 */
	static String ofNobody(String prompt) {
		return START + SoakUser.NOBODY.author() + prompt.substring(prompt.indexOf(';'));
	}

	private static String value(String body, String name) {
		int start = body.indexOf(name);
		if (start < 0) {
			throw new IllegalArgumentException("No " + name + " in " + body);
		}
		start += name.length();
		return body.substring(start, body.indexOf(';', start));
	}

}
