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

package io.github.securitycontext;

import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Tells apart the tasks that a worker of a {@link java.util.concurrent.ForkJoinPool} runs
 * one inside the other: while it waits for one, it runs whatever else is to be done, for
 * whomever.
 */
final class ForkJoinTasks {

	private static final StackWalker stack = StackWalker.getInstance();

	private ForkJoinTasks() {
	}

	/**
	 * Returns how many tasks the running thread is in, 0 if it is no worker.
	 */
	static long nested() {
		return (Thread.currentThread() instanceof ForkJoinWorkerThread)
				? stack.walk((frames) -> frames.filter(ForkJoinTasks::isTask).count()) : 0;
	}

	private static boolean isTask(StackWalker.StackFrame frame) {
		return frame.getMethodName().equals("doExec")
				&& frame.getClassName().equals("java.util.concurrent.ForkJoinTask");
	}

}
