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

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of a body as a connection would: copies them, piece by piece, into a
 * buffer of its own.
 */
final class Drain extends OutputStream implements WritableByteChannel {

	private final byte[] buffer = new byte[16 * 1024];

	private final boolean open;

	private @Nullable ByteArrayOutputStream copy;

	/**
	 * Creates a drain.
	 * @param open whether it takes bodies that nobody looks at
	 */
	Drain(boolean open) {
		this.open = open;
	}

	/**
	 * Makes a call and returns its body.
	 */
	String bodyOf(ChatCall call) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		this.copy = body;
		Object answer = call.make();
		this.copy = null;
		if (answer == null || answer.equals(0L)) {
			throw new IllegalStateException("The call got no answer");
		}
		return body.toString(StandardCharsets.UTF_8);
	}

	@Override
	public void write(int b) {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) {
		for (int done = 0; done < length; done += this.buffer.length) {
			System.arraycopy(bytes, offset + done, this.buffer, 0, Math.min(this.buffer.length, length - done));
		}
		ByteArrayOutputStream copy = this.copy;
		if (copy != null) {
			copy.write(bytes, offset, length);
		}
	}

	@Override
	public int write(ByteBuffer bytes) {
		int count = bytes.remaining();
		while (bytes.hasRemaining()) {
			int length = Math.min(this.buffer.length, bytes.remaining());
			bytes.get(this.buffer, 0, length);
			ByteArrayOutputStream copy = this.copy;
			if (copy != null) {
				copy.write(this.buffer, 0, length);
			}
		}
		return count;
	}

	/**
	 * Whether to write the next body.
	 */
	@Override
	public boolean isOpen() {
		return this.open || this.copy != null;
	}

	@Override
	public void close() {
		// takes the next body as well
	}

}
