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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What an {@link AzureOpenAiEndpoint} answers to a call. Immutable: each method returns
 * another answer.
 */
public final class Answer {

	private final Content content;

	private final AnswerSettings settings;

	private Answer(Content content, AnswerSettings settings) {
		this.content = content;
		this.settings = settings;
	}

	/**
	 * A text, in the form that the call asks for: chat completions or Responses API,
	 * whole or as a stream with an event for each word. A call for embeddings gets a
	 * vector for each text instead.
	 * @param text what the model says
	 * @return the answer
	 */
	public static Answer text(String text) {
		return new Answer(new ReplyContent(new Reply.Text(text)), AnswerSettings.OK);
	}

	/**
	 * The wish that the application calls a function, in the form that the call asks for.
	 * @param name the name of the function
	 * @param arguments the arguments, as the text of a JSON object
	 * @return the answer
	 */
	public static Answer toolCall(String name, String arguments) {
		return new Answer(new ReplyContent(new Reply.ToolCall(name, arguments)), AnswerSettings.OK);
	}

	/**
	 * A status. From 400 on it has an error as its body, as with Azure; others have no
	 * body.
	 * @param status the HTTP status, 200 to 599
	 * @return the answer
	 * @throws IllegalArgumentException if there is no such status
	 */
	public static Answer status(int status) {
		Content.Body body = (status < 400) ? new Content.Body("", List.of(), false)
				: ReplyContent.json("{\"error\":{\"code\":\"" + status + "\",\"message\":\"status " + status + "\"}}");
		return new Answer((call) -> body, AnswerSettings.OK.withStatus(status));
	}

	/**
	 * A stream of events, whatever the call asks for.
	 * @param data the data of each event, without line breaks; the end is not added
	 * @return the answer
	 */
	public static Answer events(List<String> data) {
		Content.Body body = ReplyContent.events(data.stream().map((text) -> "data: " + text));
		return new Answer((call) -> body, AnswerSettings.OK);
	}

	/**
	 * Status 400 as Azure says that it does not know a member of the body.
	 * @param name the name of the member, such as {@code user_security_context}
	 * @return the answer
	 */
	public static Answer unrecognizedArgument(String name) {
		return status(400).body("application/json", """
				{"error":{"message":%s,"type":"invalid_request_error","param":null,"code":null}}"""
			.formatted(JsonText.quote("Unrecognized request argument supplied: " + name)));
	}

	/**
	 * Status 400 as a model of another vendor in Azure AI Foundry says that it does not
	 * know a member of the body.
	 * @param name the name of the member, such as {@code user_security_context}
	 * @return the answer
	 */
	public static Answer unrecognizedArgumentOfModel(String name) {
		return status(400).body("application/json", """
				{"error":{"code":"unrecognized_request_argument","message":%s,"status":400}}"""
			.formatted(JsonText.quote("Unrecognized request argument supplied: " + name)));
	}

	/**
	 * No answer: the connection is closed.
	 * @return the answer
	 */
	public static Answer disconnect() {
		return new Answer((call) -> new Content.Body("", List.of(), false),
				AnswerSettings.OK.withEnding(AnswerSettings.Ending.NO_ANSWER));
	}

	/**
	 * Another body with the same status.
	 * @param contentType the media type
	 * @param body the body, sent as UTF-8
	 * @return the answer
	 */
	public Answer body(String contentType, String body) {
		Content.Body content = new Content.Body(contentType, List.of(body.getBytes(StandardCharsets.UTF_8)), false);
		return new Answer((call) -> content, this.settings);
	}

	/**
	 * The same with a header.
	 * @param name the name; a header of that name is replaced
	 * @param value the value
	 * @return the answer
	 */
	public Answer header(String name, String value) {
		return new Answer(this.content, this.settings.withHeader(name, value));
	}

	/**
	 * The same with a {@code Retry-After}, or with a {@code retry-after-ms} if these are
	 * no whole seconds. Both are headers of Azure.
	 * @param delay how long a client is to wait, in milliseconds or coarser
	 * @return the answer
	 */
	public Answer retryAfter(Duration delay) {
		long millis = delay.toMillis();
		return (millis % 1000 == 0) ? header("Retry-After", String.valueOf(millis / 1000))
				: header("retry-after-ms", String.valueOf(millis));
	}

	/**
	 * The same after some time without a sign of life.
	 * @param delay how long, in milliseconds or coarser
	 * @return the answer
	 * @throws IllegalArgumentException if it is negative
	 */
	public Answer delayedBy(Duration delay) {
		return new Answer(this.content, this.settings.withDelay(delay));
	}

	/**
	 * The same with some time between two events of a stream.
	 * @param pause how long, in milliseconds or coarser
	 * @return the answer
	 * @throws IllegalArgumentException if it is negative
	 */
	public Answer pausingFor(Duration pause) {
		return new Answer(this.content, this.settings.withPause(pause));
	}

	/**
	 * The same, but the connection is closed in the middle: of the events of a stream, or
	 * of the bytes of another body.
	 * @return the answer
	 */
	public Answer cutOff() {
		return new Answer(this.content, this.settings.withEnding(AnswerSettings.Ending.CUT_OFF));
	}

	Content.Body bodyFor(ReceivedCall call) {
		return this.content.to(call);
	}

	AnswerSettings settings() {
		return this.settings;
	}

}
