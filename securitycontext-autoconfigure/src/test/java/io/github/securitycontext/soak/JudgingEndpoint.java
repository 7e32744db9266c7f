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

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.securitycontext.support.TimeTool;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;

/**
 * Stands in for Azure OpenAI, and judges of each call whether it came with the context of
 * its author. It keeps nothing of those that did.
 */
final class JudgingEndpoint implements AutoCloseable {

	private static final int KEPT = 10;

	private static final Duration SLOWLY = Duration.ofMillis(40);

	private final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private final TimeTool model = new TimeTool();

	private final Map<String, Map<Verdict, LongAdder>> verdicts = new ConcurrentSkipListMap<>();

	private final Set<Integer> failedRequests = ConcurrentHashMap.newKeySet();

	private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

	private final LongAdder calls = new LongAdder();

	private final AtomicInteger inFlight = new AtomicInteger();

	JudgingEndpoint() {
		this.endpoint.keepAtMost(0);
		this.endpoint.answerWith(this::answer);
	}

	String url() {
		return this.endpoint.url();
	}

	long calls() {
		return this.calls.sum();
	}

	int inFlight() {
		return this.inFlight.get();
	}

	long count(Verdict verdict) {
		return this.verdicts.values().stream().mapToLong((counts) -> counts.get(verdict).sum()).sum();
	}

	/**
	 * The counts of each path.
	 */
	Map<String, Map<Verdict, LongAdder>> verdicts() {
		return this.verdicts;
	}

	/**
	 * Some of the calls that did not come with the context of their author.
	 */
	Queue<String> wrong() {
		return this.wrong;
	}

	private Answer answer(ReceivedCall call) {
		Prompt prompt = Prompt.in(call.text());
		judge(prompt, call.text());
		if (prompt.flaky() && this.failedRequests.add(prompt.request())) {
			// without a body, which the Netty client of Azure may fail to drop before it
			// repeats
			return Answer.status((prompt.request() % 2 == 0) ? 500 : 429)
				.body("application/json", "")
				.retryAfter(Duration.ofMillis(1));
		}
		return call.text().contains(Prompt.SLOWLY) ? answerSlowly(call) : this.model.apply(call);
	}

	private Answer answerSlowly(ReceivedCall call) {
		this.inFlight.incrementAndGet();
		try {
			Thread.sleep(SLOWLY.toMillis());
			return this.model.apply(call);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			this.inFlight.decrementAndGet();
		}
	}

	private void judge(Prompt prompt, String body) {
		Verdict verdict = Verdict.of(prompt, body);
		this.calls.increment();
		this.verdicts.computeIfAbsent(prompt.path(), (path) -> noVerdicts()).get(verdict).increment();
		if (verdict != Verdict.RIGHT && this.wrong.size() < KEPT) {
			this.wrong.add(verdict + " " + body);
		}
	}

	private static Map<Verdict, LongAdder> noVerdicts() {
		return Arrays.stream(Verdict.values())
			.collect(Collectors.toMap(Function.identity(), (verdict) -> new LongAdder()));
	}

	@Override
	public void close() {
		this.endpoint.close();
	}

}
