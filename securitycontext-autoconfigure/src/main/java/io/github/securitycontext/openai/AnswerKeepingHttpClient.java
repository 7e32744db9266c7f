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

package io.github.securitycontext.openai;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.CompletableFuture;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import io.github.securitycontext.attach.CarryingCall;

/**
 * Sends requests by another client, whose answers to bad requests it keeps for a while.
 *
 * @param delegate the other client, which is not ours to close
 * @param answers where the answers are kept
 */
record AnswerKeepingHttpClient(HttpClient delegate, KeptAnswers answers) implements HttpClient {

	@Override
	public HttpResponse execute(HttpRequest request, RequestOptions requestOptions) {
		return keep(this.delegate.execute(request, requestOptions));
	}

	@Override
	public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions requestOptions) {
		return this.delegate.executeAsync(request, requestOptions).thenApply(this::keep);
	}

	private HttpResponse keep(HttpResponse response) {
		if (response.statusCode() != CarryingCall.REFUSAL_STATUS) {
			return response;
		}
		// headers of its own, by which the answer is found again
		Headers headers = response.headers().toBuilder().build();
		InputStream rest = response.body();
		byte[] start = read(rest);
		this.answers.add(headers, start);
		return new ReadResponse(response, headers, new SequenceInputStream(new ByteArrayInputStream(start), rest));
	}

	private static byte[] read(InputStream body) {
		try {
			return body.readNBytes(CarryingCall.MAX_REFUSAL_LENGTH);
		}
		catch (IOException ex) {
			// the library will see it as well, and do without the body
			return new byte[0];
		}
	}

	@Override
	public void close() {
	}

	/**
	 * An answer as if its body had not been read.
	 */
	private record ReadResponse(HttpResponse response, Headers headers, InputStream body) implements HttpResponse {

		@Override
		public int statusCode() {
			return this.response.statusCode();
		}

		@Override
		public void close() {
			this.response.close();
		}

	}

}
