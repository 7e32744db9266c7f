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

package io.github.securitycontext.rest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;

import io.github.securitycontext.attach.CarryingCall;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * An answer whose beginning was read, to where it broke off if it did, and is handed on
 * with the rest.
 */
final class ReadClientHttpResponse implements ClientHttpResponse {

	private final ClientHttpResponse response;

	private final byte[] start;

	private final InputStream rest;

	private ReadClientHttpResponse(ClientHttpResponse response, byte[] start, InputStream rest) {
		this.response = response;
		this.start = start;
		this.rest = rest;
	}

	static ReadClientHttpResponse read(ClientHttpResponse response) {
		ByteArrayOutputStream start = new ByteArrayOutputStream();
		InputStream rest;
		try {
			rest = response.getBody();
			byte[] buffer = new byte[4096];
			int count;
			while (start.size() < CarryingCall.MAX_REFUSAL_LENGTH && (count = rest.read(buffer)) >= 0) {
				start.write(buffer, 0, count);
			}
		}
		catch (IOException ex) {
			rest = new FailingInputStream(ex);
		}
		return new ReadClientHttpResponse(response, start.toByteArray(), rest);
	}

	ByteBuffer content() {
		return ByteBuffer.wrap(this.start);
	}

	@Override
	public HttpStatusCode getStatusCode() throws IOException {
		return this.response.getStatusCode();
	}

	@Override
	public String getStatusText() throws IOException {
		return this.response.getStatusText();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.response.getHeaders();
	}

	@Override
	public InputStream getBody() {
		return new SequenceInputStream(new ByteArrayInputStream(this.start), this.rest);
	}

	@Override
	public void close() {
		this.response.close();
	}

	private static final class FailingInputStream extends InputStream {

		private final IOException failure;

		private FailingInputStream(IOException failure) {
			this.failure = failure;
		}

		@Override
		public int read() throws IOException {
			throw this.failure;
		}

	}

}
