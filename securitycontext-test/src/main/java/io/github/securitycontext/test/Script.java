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

package io.github.securitycontext.test;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * What is answered: first the answers for the next calls, then what the rule says.
 */
final class Script {

	private final Function<ReceivedCall, Answer> firstRule;

	private final Queue<Answer> next = new ArrayDeque<>();

	private Function<ReceivedCall, Answer> rule;

	Script(Function<ReceivedCall, Answer> rule) {
		this.firstRule = rule;
		this.rule = rule;
	}

	synchronized void next(List<Answer> answers) {
		this.next.addAll(answers);
	}

	synchronized void rule(Function<ReceivedCall, Answer> other) {
		this.rule = other;
	}

	synchronized void clear() {
		this.next.clear();
	}

	synchronized void reset() {
		clear();
		this.rule = this.firstRule;
	}

	Answer answerTo(ReceivedCall call) {
		Function<ReceivedCall, Answer> current;
		synchronized (this) {
			Answer answer = this.next.poll();
			if (answer != null) {
				return answer;
			}
			current = this.rule;
		}
		// outside the lock, because the rule may wait
		return current.apply(call);
	}

}
