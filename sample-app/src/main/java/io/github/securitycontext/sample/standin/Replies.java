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

package io.github.securitycontext.sample.standin;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the model that is not there has to say.
 */
final class Replies {

	private static final String TO_ATTACK = "I can't help with that. My instructions stay private, and I only answer "
			+ "questions about work at Contoso. Look at the panel: Azure OpenAI was told who asked and from where, so "
			+ "that an alert can name the user instead of the application.";

	private static final Map<String, String> BY_WORD = new LinkedHashMap<>();

	static {
		BY_WORD.put("holiday", "You have 28 days of holiday a year. Tell your manager two weeks ahead, then enter the "
				+ "days in the calendar. Up to five days move to the next year.");
		BY_WORD.put("expense", "Hand in expenses by the fifth of the next month. Up to 50 euros a photo of the receipt "
				+ "is enough; above that your manager approves them first.");
		BY_WORD.put("password", "You can change your password yourself at the sign-in screen. It needs fourteen "
				+ "characters, and a second factor stays on.");
		BY_WORD.put("hello", "Hello! I am the stand-in for a model in Azure OpenAI. Ask me about holidays, expenses "
				+ "or passwords, or try one of the examples.");
	}

	private static final String OTHERWISE = "I am the stand-in for a model in Azure OpenAI, so my answers are "
			+ "prepared. Your question took the real way, though: the same client, the same request, over HTTP. The "
			+ "panel shows what the service was told about you.";

	private Replies() {
	}

	static String to(String prompt, boolean attack) {
		if (attack) {
			return TO_ATTACK;
		}
		String text = prompt.toLowerCase(Locale.ROOT);
		return BY_WORD.entrySet()
			.stream()
			.filter((entry) -> text.contains(entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(OTHERWISE);
	}

}
