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

package io.github.securitycontext.propagation;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A thread that nobody prepared.
 */
final class OtherThread {

	private OtherThread() {
	}

	/**
	 * Calls a task on a new thread, and waits for it.
	 */
	static <T> T call(Callable<T> task) throws ExecutionException, InterruptedException, TimeoutException {
		FutureTask<T> future = new FutureTask<>(task);
		new Thread(future, "other").start();
		return future.get(30, TimeUnit.SECONDS);
	}

}
