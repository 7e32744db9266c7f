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

import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells apart the tasks that a worker of a {@link java.util.concurrent.ForkJoinPool} runs
 * one inside the other: while it waits for one, it runs whatever else is to be done, for
 * whomever.
 */
final class ForkJoinTasks {

	private static final StackWalker stack = StackWalker.getInstance();

	/** Whether tasks of this JDK can be seen: another one may run them differently. */
	private static final boolean visible = areVisible();

	private static final AtomicLong unknown = new AtomicLong();

	private ForkJoinTasks() {
	}

	/**
	 * Returns how many tasks the running thread is in, 0 if it is no worker. If that
	 * cannot be known, it is a number that is returned but once, so that no task is taken
	 * for another.
	 */
	static long depth() {
		if (!(Thread.currentThread() instanceof ForkJoinWorkerThread)) {
			return 0;
		}
		return visible ? count() : unknown.decrementAndGet();
	}

	private static boolean areVisible() {
		try {
			return ForkJoinTask.adapt(ForkJoinTasks::count).invoke() == count() + 1;
		}
		catch (Throwable ex) {
			// an error, too: in a class that cannot be initialised, nothing could be
			// bound
			return false;
		}
	}

	private static long count() {
		return stack.walk((frames) -> frames.filter(ForkJoinTasks::isTask).count());
	}

	private static boolean isTask(StackWalker.StackFrame frame) {
		return frame.getMethodName().equals("doExec")
				&& frame.getClassName().equals("java.util.concurrent.ForkJoinTask");
	}

}
