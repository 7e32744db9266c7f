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

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * An endpoint that takes the place of Azure OpenAI in a test: it answers chat completions
 * and the Responses API, and keeps what it received. It listens on a free port of
 * 127.0.0.1.
 * <p>
 * As with Azure, nothing is checked: whatever the body says, every call is answered, with
 * {@code Hello} unless the test says otherwise. {@link SecurityContextAssertions} tell
 * what was wrong.
 * <p>
 * Can be used by many threads. At most 64 calls are answered at a time, others wait. A
 * body of more than 16 MiB is cut there, and answered with status 413. The latest 10 000
 * calls are kept, and fewer if their bodies together have more than 64 MiB or if
 * {@link #keepAtMost(int)} says so. {@code sun.net.httpserver.nodelay} is set for the
 * whole JVM.
 */
public final class AzureOpenAiEndpoint implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Recording recording = new Recording();

	private final Script script = new Script((call) -> Answer.text("Hello"));

	private final EndpointServer server;

	private final String url;

	private AzureOpenAiEndpoint(boolean https) {
		this.server = new EndpointServer(https, new CallHandler(this::answerTo));
		this.url = (https ? "https" : "http") + "://127.0.0.1:" + this.server.port();
	}

	/**
	 * Starts an endpoint for plain HTTP. Azure's clients refuse to send a key or a token
	 * over it: build them without.
	 * @return the endpoint, which listens already
	 * @throws java.io.UncheckedIOException if this machine has no free port
	 */
	public static AzureOpenAiEndpoint start() {
		return new AzureOpenAiEndpoint(false);
	}

	/**
	 * Starts an endpoint for HTTPS, with a certificate that nobody trusts by default: see
	 * {@link #sslContext()} and {@link #trustManager()}.
	 * @return the endpoint, which listens already
	 * @throws java.io.UncheckedIOException if this machine has no free port
	 */
	public static AzureOpenAiEndpoint startHttps() {
		return new AzureOpenAiEndpoint(true);
	}

	/**
	 * Where it listens.
	 * @return the URL, without a slash at the end
	 */
	public String url() {
		return this.url;
	}

	/**
	 * A context for a client that trusts the certificate of {@link #startHttps()}, and no
	 * other.
	 * @return the context
	 */
	public SSLContext sslContext() {
		return TestCertificate.sslContext();
	}

	/**
	 * A trust manager that trusts the certificate of {@link #startHttps()}, and no other.
	 * @return the trust manager
	 */
	public X509TrustManager trustManager() {
		return TestCertificate.trustManager();
	}

	/**
	 * Answers the next calls, whatever they are, in the order in which they arrive. These
	 * answers come before those of the rule.
	 * @param answers an answer for each call
	 */
	public void answerNextWith(Answer... answers) {
		this.script.next(List.of(answers));
	}

	/**
	 * Answers all further calls by a rule.
	 * @param rule gives the answer to a call; on several threads at a time, and may block
	 * them. Where it throws, or returns {@code null}, the answer is status 500 with the
	 * exception in its body.
	 */
	public void answerWith(Function<ReceivedCall, Answer> rule) {
		this.script.rule(rule);
	}

	/**
	 * Refuses all further calls that have a {@code user_security_context}, as a model
	 * does that does not know it, and answers the others with a text.
	 */
	public void refuseUserSecurityContext() {
		answerWith((call) -> call.receivedBody().userSecurityContexts().isEmpty() ? Answer.text("Hello")
				: Answer.unrecognizedArgumentOfModel(ReceivedUserSecurityContext.MEMBER));
	}

	/**
	 * Keeps fewer calls, for an endpoint that lives long. Setting this drops what is too
	 * much already.
	 * @param calls how many of the latest calls, 0 for none
	 * @throws IllegalArgumentException if it is negative
	 */
	public void keepAtMost(int calls) {
		if (calls < 0) {
			throw new IllegalArgumentException("calls must not be negative");
		}
		this.recording.keepAtMost(calls);
	}

	/**
	 * The calls that arrived since the start or since {@link #clear()}.
	 * @return a copy, in the order in which they arrived
	 */
	public List<ReceivedCall> received() {
		return this.recording.calls();
	}

	/**
	 * The call that arrived last.
	 * @return the call
	 * @throws AssertionError if there is none
	 */
	public ReceivedCall last() {
		List<ReceivedCall> calls = received();
		if (calls.isEmpty()) {
			throw new AssertionError("Expected a call, but received none");
		}
		return calls.get(calls.size() - 1);
	}

	/**
	 * Waits up to ten seconds until some calls have arrived.
	 * @param count how many, with those that arrived before
	 * @return all calls, which may be more
	 * @throws AssertionError if there are fewer, or if this thread is interrupted
	 */
	public List<ReceivedCall> await(int count) {
		return await(count, PATIENCE);
	}

	/**
	 * Waits until some calls have arrived.
	 * @param count how many, with those that arrived before
	 * @param patience how long at most, in milliseconds or coarser
	 * @return all calls, which may be more
	 * @throws AssertionError if there are fewer, or if this thread is interrupted
	 */
	public List<ReceivedCall> await(int count, Duration patience) {
		return this.recording.await(count, patience);
	}

	/**
	 * How many calls are not kept any more, because there were too many.
	 * @return the number, since the start or since {@link #clear()}
	 */
	public long dropped() {
		return this.recording.dropped();
	}

	/**
	 * Forgets the calls that arrived, and the answers for the next ones. The rule stays.
	 */
	public void clear() {
		this.script.clear();
		this.recording.clear();
	}

	/**
	 * Forgets everything, as after the start: the rule and how many calls to keep, too.
	 */
	public void reset() {
		this.script.reset();
		this.recording.reset();
	}

	private Answer answerTo(ReceivedCall call) {
		this.recording.add(call);
		if (call.receivedBody().bytes().length > CallHandler.LONGEST_BODY) {
			// what is left of the body is not read
			return Answer.status(413).header("Connection", "close");
		}
		try {
			Answer answer = this.script.answerTo(call);
			return (answer != null) ? answer : failed("The rule returned null");
		}
		catch (RuntimeException | Error ex) {
			return failed("The rule failed: " + ex);
		}
	}

	private static Answer failed(String problem) {
		return Answer.status(500)
			.body("application/json", "{\"error\":{\"code\":\"500\",\"message\":" + JsonText.quote(problem) + "}}");
	}

	/**
	 * Stops listening, breaks off the answers that are on their way, and waits up to five
	 * seconds for their threads. What was received stays.
	 */
	@Override
	public void close() {
		this.server.close();
	}

}
