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

package io.github.securitycontext.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The order in which to measure things in turns: {@code AB BA AB}, or
 * {@code ABC BCA CAB}. What drifts meets them alike, and so does what one leaves to the
 * next.
 */
final class Rotation {

	private Rotation() {
	}

	static <T> List<T> of(List<T> things, int turns) {
		List<T> order = new ArrayList<>();
		List<T> next = new ArrayList<>(things);
		for (int turn = 0; turn < turns; turn++) {
			order.addAll(next);
			Collections.rotate(next, -1);
		}
		return order;
	}

}
