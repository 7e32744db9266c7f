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

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.StreamUtils;

/**
 * An answer whose body was read, and can be read again: to where it broke off, if it did.
 */
final class ReadClientHttpResponse implements ClientHttpResponse {

	private final ClientHttpResponse response;

	private final byte[] body;

	private final @Nullable IOException failure;

	private ReadClientHttpResponse(ClientHttpResponse response, byte[] body, @Nullable IOException failure) {
		this.response = response;
		this.body = body;
		this.failure = failure;
	}

	static ReadClientHttpResponse read(ClientHttpResponse response) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		IOException failure = null;
		try {
			StreamUtils.copy(response.getBody(), body);
		}
		catch (IOException ex) {
			failure = ex;
		}
		return new ReadClientHttpResponse(response, body.toByteArray(), failure);
	}

	ByteBuffer content() {
		return ByteBuffer.wrap(this.body);
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
		InputStream content = new ByteArrayInputStream(this.body);
		return (this.failure != null) ? new SequenceInputStream(content, new FailingInputStream(this.failure))
				: content;
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
