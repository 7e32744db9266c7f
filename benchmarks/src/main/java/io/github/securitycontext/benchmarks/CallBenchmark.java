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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One chat call without a network.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmark {

	private static final int LARGE = 1_000_000;

	@Param
	public Library library = Library.AZURE_AI_OPENAI;

	@Param
	public CallStyle style = CallStyle.SYNC;

	@Param
	public Prompt prompt = Prompt.PROSE;

	private final List<Starter> starters = new ArrayList<>();

	private @Nullable Turns<PreparedCall> turns;

	private @Nullable PreparedCall current;

	private UserSecurityContextHolder.@Nullable Scope scope;

	/**
	 * Returns the names of what a benchmark does in turn.
	 */
	static List<Turns.Turn> turns(Library library, CallStyle style, Prompt prompt) {
		List<Turns.Turn> turns = new ArrayList<>();
		for (int length : prompt.lengths()) {
			String subject = subject(library, style, prompt, length);
			for (Variant variant : Variant.of(length)) {
				turns.add(new Turns.Turn(group(library, style, prompt), subject, variant.name()));
			}
		}
		return turns;
	}

	static String subject(Library library, CallStyle style, Prompt prompt, int length) {
		return String.format(Locale.ROOT, "%s of %,d", group(library, style, prompt), length);
	}

	private static String group(Library library, CallStyle style, Prompt prompt) {
		return String.join(", ", library.artifact(), style.name(), prompt.name())
			.toLowerCase(Locale.ROOT)
			.replace('_', ' ');
	}

	@Setup
	public void createCalls() {
		Starter starter = start(false);
		Starter metered = start(true);
		List<PreparedCall> calls = new ArrayList<>();
		for (int length : this.prompt.lengths()) {
			String text = this.prompt.ofLength(length);
			for (Variant variant : Variant.of(length)) {
				calls.add(prepare(variant, text, (variant == Variant.STARTER_METERED) ? metered : starter));
			}
		}
		this.turns = new Turns<>(calls);
	}

	private Starter start(boolean metered) {
		Starter starter = new Starter(metered);
		this.starters.add(starter);
		return starter;
	}

	@TearDown
	public void stop() {
		this.starters.forEach(Starter::close);
	}

	/**
	 * Creates a call, and makes sure that its body is the right one.
	 */
	@SuppressWarnings("try")
	private PreparedCall prepare(Variant variant, String text, Starter starter) {
		Drain drain = new Drain(this.style != CallStyle.UNSENT);
		ChatCall call = this.library.newCall(variant, this.style, text, drain, starter);
		UserSecurityContext alice = Alice.newContext();
		try (UserSecurityContextHolder.Scope scope = variant.bind(alice)) {
			String body = drain.bodyOf(call);
			if (Tree.hasContext(body) != variant.hasContext()) {
				throw new IllegalStateException("The body is not that of the variant " + variant);
			}
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			return new PreparedCall(text.length(), variant, alice,
					(variant == Variant.PASS) ? () -> Pass.over(bytes) : call);
		}
	}

	@Setup(Level.Iteration)
	public void takeTurn() {
		if (this.turns != null) {
			this.current = this.turns.next();
			this.scope = this.current.bindAlice();
		}
	}

	@TearDown(Level.Iteration)
	public void endTurn() {
		if (this.scope != null) {
			this.scope.close();
		}
		if (this.current != null && this.current.length() > LARGE) {
			// what large bodies leave to the collector is not for the next one to pay
			System.gc();
		}
	}

	@Benchmark
	public @Nullable Object call() {
		return (this.current != null) ? this.current.call().make() : null;
	}

	/**
	 * A call of a request that has made one before.
	 */
	private record PreparedCall(int length, Variant variant, UserSecurityContext alice, ChatCall call) {

		private UserSecurityContextHolder.Scope bindAlice() {
			return this.variant.bind(this.alice);
		}

	}

}
