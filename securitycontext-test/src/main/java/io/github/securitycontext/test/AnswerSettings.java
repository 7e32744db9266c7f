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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All of an answer but its body.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param delay how long nothing is sent
 * @param pause how long nothing is sent between two pieces
 * @param ending how far the answer gets
 */
record AnswerSettings(int status, Map<String, String> headers, Duration delay, Duration pause, Ending ending) {

	static final AnswerSettings OK = new AnswerSettings(200, Map.of(), Duration.ZERO, Duration.ZERO, Ending.COMPLETE);

	AnswerSettings {
		// 1xx are no answers, and a client would wait for another
		if (status < 200 || status > 599) {
			throw new IllegalArgumentException("status " + status + " is not between 200 and 599");
		}
		requireNotNegative(delay, "delay");
		requireNotNegative(pause, "pause");
	}

	private static void requireNotNegative(Duration duration, String name) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException(name + " " + duration + " is negative");
		}
	}

	AnswerSettings withStatus(int other) {
		return new AnswerSettings(other, this.headers, this.delay, this.pause, this.ending);
	}

	AnswerSettings withHeader(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(name, value);
		return new AnswerSettings(this.status, Map.copyOf(more), this.delay, this.pause, this.ending);
	}

	AnswerSettings withDelay(Duration other) {
		return new AnswerSettings(this.status, this.headers, other, this.pause, this.ending);
	}

	AnswerSettings withPause(Duration other) {
		return new AnswerSettings(this.status, this.headers, this.delay, other, this.ending);
	}

	AnswerSettings withEnding(Ending other) {
		return new AnswerSettings(this.status, this.headers, this.delay, this.pause, other);
	}

	/**
	 * How far an answer gets.
	 */
	enum Ending {

		COMPLETE, CUT_OFF, NO_ANSWER

	}

}
