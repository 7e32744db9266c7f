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

package io.github.securitycontext.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Warns of each problem once, however often it occurs, and notes each time for the
 * {@link RecentProblems}. What is logged never holds the message of an exception, because
 * that may quote personal data or a secret.
 */
public final class OneTimeLog {

	/** More causes than these are a flood, not news. */
	private static final int MAX_PROBLEMS = 100;

	private final Log log;

	private final Set<String> problems = ConcurrentHashMap.newKeySet();

	/**
	 * Creates a log of its own memory.
	 * @param source the class whose logger is used
	 */
	public OneTimeLog(Class<?> source) {
		this.log = LogFactory.getLog(source);
	}

	/**
	 * Warns, unless the same text was logged before.
	 * @param message the problem and its fix, without personal data
	 */
	public void warn(String message) {
		RecentProblems.note(message);
		if (isNew(message)) {
			this.log.warn(message);
		}
	}

	/**
	 * Warns of a failure, unless one of the same type came out of the same step before.
	 * @param consequence what failed and what that means, without personal data
	 * @param failure the cause, of which only the type and the place are logged
	 */
	public void warn(String consequence, Throwable failure) {
		String type = failure.getClass().getName();
		RecentProblems.note(consequence + ": " + type);
		if (isNew(consequence + type)) {
			StackTraceElement[] trace = failure.getStackTrace();
			this.log.warn(consequence + ": " + type + ((trace.length > 0) ? " at " + trace[0] : ""));
		}
	}

	private boolean isNew(String problem) {
		return !this.problems.contains(problem) && this.problems.size() < MAX_PROBLEMS && this.problems.add(problem);
	}

}
