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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import org.assertj.core.api.AbstractListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on calls, in the order in which they arrived.
 */
public final class ReceivedCallsAssert
		extends AbstractListAssert<ReceivedCallsAssert, List<ReceivedCall>, ReceivedCall, ReceivedCallAssert> {

	private final long dropped;

	ReceivedCallsAssert(@Nullable List<ReceivedCall> actual, long dropped) {
		super(actual, ReceivedCallsAssert.class);
		this.dropped = dropped;
	}

	/**
	 * Verifies that there are prompts, and that every one of them names its user, as
	 * {@link ReceivedCallAssert#namesItsUser()} does. A prompt is a call of chat
	 * completions or of the Responses API; embeddings and the like cannot name a user,
	 * and do not count.
	 * @return this assertion
	 */
	public ReceivedCallsAssert everyCallNamesItsUser() {
		isNotNull();
		List<ReceivedCall> prompts = this.actual.stream().filter(ReceivedCall::isPrompt).toList();
		if (prompts.isEmpty()) {
			throw failure("Expected calls that name their user, but received no prompt. Received: %s", this.actual);
		}
		if (this.dropped > 0) {
			throw failure("Of the calls %d are not kept, so nothing can be said about every call", this.dropped);
		}
		List<String> nameless = new ArrayList<>();
		for (ReceivedCall call : prompts) {
			List<String> findings = Findings.namelessness(call);
			if (!findings.isEmpty()) {
				nameless.add(String.join(", ", findings) + ".\n" + Findings.shown(call));
			}
		}
		if (!nameless.isEmpty()) {
			throw failure("Expected every call to name its user, but %d of %d do not:\n\n%s", nameless.size(),
					prompts.size(), String.join("\n\n", nameless));
		}
		return this;
	}

	/**
	 * Goes on with the prompts: the calls of chat completions and of the Responses API.
	 * @return assertions on these calls
	 */
	public ReceivedCallsAssert prompts() {
		return filteredOn(ReceivedCall::isPrompt);
	}

	@Override
	protected ReceivedCallAssert toAssert(ReceivedCall value, String description) {
		return new ReceivedCallAssert(value).as(description);
	}

	@Override
	protected ReceivedCallsAssert newAbstractIterableAssert(Iterable<? extends ReceivedCall> iterable) {
		List<ReceivedCall> calls = StreamSupport.stream(iterable.spliterator(), false)
			.<ReceivedCall>map((call) -> call)
			.toList();
		return new ReceivedCallsAssert(calls, this.dropped);
	}

}
