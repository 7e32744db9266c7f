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

package io.github.securitycontext.attach;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.BinaryData;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.benchmarks.Alice;
import io.github.securitycontext.benchmarks.Pass;
import io.github.securitycontext.benchmarks.Prompt;
import io.github.securitycontext.benchmarks.Turns;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The steps of attaching a context, each alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StepBenchmark {

	private static final List<Integer> LENGTHS = List.of(1_000, 1_000_000);

	private static final UserSecurityContext CONTEXT = Alice.newContext()
		.toBuilder()
		.applicationName(Alice.APPLICATION_NAME)
		.build();

	private static final String OWN = "\"user_security_context\":{\"application_name\":\"own\"}";

	private Turns<Step> turns = new Turns<>(steps());

	private Supplier<@Nullable Object> current = () -> null;

	/**
	 * Returns the names of what the benchmark does in turn.
	 * @return the names
	 */
	public static List<Turns.Turn> turns() {
		return steps().stream().map(Step::name).toList();
	}

	private static List<Step> steps() {
		List<Step> steps = new ArrayList<>();
		steps.add(eligibility("a deployment", "/openai/deployments/gpt-4o/chat/completions",
				"api-version=2025-01-01-preview"));
		steps.add(eligibility("the unified path", "/openai/v1/chat/completions", null));
		steps.add(eligibility("embeddings", "/openai/deployments/ada/embeddings", "api-version=2025-01-01-preview"));
		steps.add(repeatedRequest());
		for (int length : LENGTHS) {
			String subject = String.format(Locale.ROOT, "body with a context of the caller, prose of %,d", length);
			String messages = messages(Prompt.PROSE.ofLength(length));
			steps.add(splice(subject, "context first", body(OWN + "," + messages)));
			steps.add(splice(subject, "context last", body(messages + "," + OWN)));
		}
		// the others have the text of one of these
		for (Prompt prompt : List.of(Prompt.PROSE, Prompt.CODE, Prompt.MEMBER)) {
			for (int length : LENGTHS) {
				String subject = String.format(Locale.ROOT, "body with %s of %,d", prompt, length)
					.toLowerCase(Locale.ROOT);
				ByteBuffer bytes = bytes(messages(prompt.ofLength(length)));
				steps.add(new Step(new Turns.Turn("steps", subject, Pass.VARIANT), () -> Pass.over(bytes.array())));
				steps.add(new Step(new Turns.Turn("steps", subject, "search of the member"),
						() -> NameSearch.isNameIn(bytes)));
				steps.add(splice(subject, "splice, written by the sdk", new OutgoingBody(bytes, true)));
				steps.add(splice(subject, "splice, of any origin", new OutgoingBody(bytes, false)));
			}
		}
		steps.addAll(azureCore());
		return steps;
	}

	/**
	 * What is not ours, but needed to send a body in place of another.
	 */
	private static List<Step> azureCore() {
		HttpRequest request = new HttpRequest(HttpMethod.POST, "https://contoso.openai.azure.com")
			.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
			.setHeader(HttpHeaderName.ACCEPT, "application/json")
			.setBody(new byte[1_000]);
		List<ByteBuffer> parts = List.of(ByteBuffer.allocate(1), ByteBuffer.allocate(200), ByteBuffer.allocate(999));
		return List.of(azureCore("copy of a request", request::copy),
				azureCore("length of a body in parts", () -> BinaryData.fromListByteBuffer(parts).getLength()),
				azureCore("both, and a new Content-Length",
						() -> request.copy().setBody(BinaryData.fromListByteBuffer(parts))));
	}

	private static Step azureCore(String variant, Supplier<@Nullable Object> work) {
		return new Step(new Turns.Turn("steps", "azure-core", variant), work);
	}

	private static Step eligibility(String variant, String path, @Nullable String query) {
		OutgoingRequest request = new OutgoingRequest("client", true, "POST", "contoso.openai.azure.com", -1, path,
				query);
		return new Step(new Turns.Turn("steps", "eligibility", variant), () -> EligibleRequests.judge(request));
	}

	/**
	 * What clients that repeat a request have instead.
	 */
	private static Step repeatedRequest() {
		UserSecurityContextAttacher attacher = new UserSecurityContextAttacher(List::of);
		ClientSettings client = new ClientSettings("client", true, Alice.APPLICATION_NAME);
		OutgoingRequest request = new OutgoingRequest("client", true, "POST", "contoso.openai.azure.com", -1,
				"/openai/deployments/gpt-4o/chat/completions", "api-version=2025-01-01-preview");
		return new Step(new Turns.Turn("steps", "eligibility", "a deployment, again"),
				() -> attacher.judge(client, request));
	}

	private static Step splice(String subject, String variant, OutgoingBody body) {
		return new Step(new Turns.Turn("steps", subject, variant), () -> ContextSplice.of(body, CONTEXT));
	}

	private static OutgoingBody body(String members) {
		return new OutgoingBody(bytes(members), true);
	}

	private static String messages(String prompt) {
		String text = prompt.replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
		return "\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]";
	}

	private static ByteBuffer bytes(String members) {
		return ByteBuffer.wrap(("{" + members + "}").getBytes(StandardCharsets.UTF_8));
	}

	@Setup(Level.Iteration)
	public void takeTurn() {
		this.current = this.turns.next().work();
	}

	@Benchmark
	public @Nullable Object step() {
		return this.current.get();
	}

	private record Step(Turns.Turn name, Supplier<@Nullable Object> work) {

	}

}
