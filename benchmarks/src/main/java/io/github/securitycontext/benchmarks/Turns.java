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

import java.util.List;

/**
 * What a benchmark does in turn, another thing in each iteration, there and back again: A
 * B C C B A. Whatever drifts, drifts for all of them, and in the same JVM; JMH alone
 * gives each benchmark a JVM of its own.
 *
 * @param <T> what is done
 */
public final class Turns<T> {

	private final List<T> work;

	private int iteration;

	/**
	 * Creates turns.
	 * @param work what is done
	 */
	public Turns(List<T> work) {
		this.work = List.copyOf(work);
	}

	/**
	 * Returns what the next iteration is to do.
	 * @return whose turn it is
	 */
	public T next() {
		return this.work.get(turnOf(this.iteration++, this.work.size()));
	}

	/**
	 * Returns whose turn an iteration is.
	 */
	static int turnOf(int iteration, int turns) {
		int place = iteration % turns;
		return (iteration / turns % 2 == 0) ? place : turns - 1 - place;
	}

	/**
	 * The names of a turn.
	 *
	 * @param group which subjects are shown together
	 * @param subject what is done
	 * @param variant how it is done
	 */
	public record Turn(String group, String subject, String variant) {

	}

}
