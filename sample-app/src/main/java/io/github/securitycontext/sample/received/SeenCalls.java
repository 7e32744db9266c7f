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

package io.github.securitycontext.sample.received;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.springframework.stereotype.Component;

/**
 * The latest calls, kept in memory. An old call makes room for a new one, so that the
 * sample may run for days.
 */
@Component
public class SeenCalls {

	/**
	 * The number of calls that are kept.
	 */
	public static final int CAPACITY = 200;

	private final Deque<SeenCall> newestFirst = new ArrayDeque<>();

	private final Clock clock = Clock.systemUTC();

	private long lastId;

	/**
	 * Keep a call.
	 * @param path the path of its URL
	 * @param apiVersion the version of the service that it asked for
	 * @param body its body
	 */
	public synchronized void add(String path, String apiVersion, ChatBody body) {
		if (this.newestFirst.size() == CAPACITY) {
			this.newestFirst.removeLast();
		}
		this.newestFirst.addFirst(new SeenCall(++this.lastId, this.clock.instant(), path, apiVersion,
				body.isStreaming(), body.prompt(), body.userSecurityContext()));
	}

	/**
	 * The calls that are kept.
	 * @return a copy, the newest first
	 */
	public synchronized List<SeenCall> newestFirst() {
		return List.copyOf(this.newestFirst);
	}

}
