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

package io.github.securitycontext.openai;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.openai.core.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Answers that somebody may ask for, as long as their headers are in use.
 */
final class KeptAnswers {

	private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

	/**
	 * Keeps an answer.
	 * @param headers its headers, which are those of no other answer
	 * @param body its body
	 */
	void add(Headers headers, byte[] body) {
		this.answers.removeIf((answer) -> answer.headers().refersTo(null));
		this.answers.add(new Answer(new WeakReference<>(headers), body));
	}

	/**
	 * Returns the body of the answer with the very same headers, and forgets it.
	 * @return the body, or {@code null} if there is none
	 */
	@Nullable ByteBuffer take(Headers headers) {
		for (Iterator<Answer> iterator = this.answers.iterator(); iterator.hasNext();) {
			Answer answer = iterator.next();
			if (answer.headers().refersTo(headers)) {
				iterator.remove();
				return ByteBuffer.wrap(answer.body());
			}
		}
		return null;
	}

	private record Answer(WeakReference<Headers> headers, byte[] body) {

	}

}
