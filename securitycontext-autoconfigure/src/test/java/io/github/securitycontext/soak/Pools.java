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

import java.util.concurrent.ForkJoinPool;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The pools of an application, which propagate nothing by themselves. Each is smaller
 * than the load.
 */
final class Pools implements AutoCloseable {

	static final int SIZE = 4;

	/** Where controllers run what they do not want to wait for. */
	final ThreadPoolTaskExecutor tasks = pool("tasks-");

	/** Where Spring MVC runs what controllers return. */
	final ThreadPoolTaskExecutor mvc = pool("mvc-");

	/** Where tasks wait for a timeout. */
	final ThreadPoolTaskExecutor waiting = pool("waiting-");

	/** Whose workers run the tasks of others while they wait. */
	final ForkJoinPool forkJoin = new ForkJoinPool(SIZE);

	private static ThreadPoolTaskExecutor pool(String name) {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix(name);
		executor.setCorePoolSize(SIZE);
		executor.setMaxPoolSize(SIZE);
		executor.initialize();
		return executor;
	}

	@Override
	public void close() {
		this.tasks.shutdown();
		this.mvc.shutdown();
		this.waiting.shutdown();
		this.forkJoin.shutdownNow();
	}

}
