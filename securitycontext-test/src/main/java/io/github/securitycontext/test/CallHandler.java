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

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.securitycontext.test.AnswerSettings.Ending;

/**
 * Reads a call, and writes the answer to it.
 */
final class CallHandler implements HttpHandler {

	// Azure has limits of its own, far below
	static final int LONGEST_BODY = 16 * 1024 * 1024;

	private final Function<ReceivedCall, Answer> answers;

	CallHandler(Function<ReceivedCall, Answer> answers) {
		this.answers = answers;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
		ReceivedCall call = new ReceivedCall(exchange.getRequestMethod(), exchange.getRequestURI(),
				exchange.getRequestHeaders(), ReceivedBody.of(bytes));
		Answer answer = this.answers.apply(call);
		sleep(answer.settings().delay());
		if (answer.settings().ending() == Ending.NO_ANSWER) {
			throw new ConnectionCut();
		}
		write(exchange, answer, answer.bodyFor(call));
	}

	private static void write(HttpExchange exchange, Answer answer, Content.Body body) throws IOException {
		if (!body.type().isEmpty()) {
			exchange.getResponseHeaders().set("Content-Type", body.type());
		}
		answer.settings().headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
		List<byte[]> pieces = body.pieces();
		int length = pieces.stream().mapToInt((piece) -> piece.length).sum();
		// for the server 0 means an unknown length, and -1 no body
		long announced = body.stream() ? 0 : (length > 0) ? length : -1;
		exchange.sendResponseHeaders(answer.settings().status(), announced);
		OutputStream output = exchange.getResponseBody();
		if (answer.settings().ending() == Ending.CUT_OFF) {
			writeBeginning(output, body, answer.settings().pause());
			throw new ConnectionCut();
		}
		writeAll(output, pieces, answer.settings().pause());
		exchange.close();
	}

	private static void writeBeginning(OutputStream output, Content.Body body, Duration pause) throws IOException {
		if (body.stream()) {
			writeAll(output, body.pieces().subList(0, body.pieces().size() / 2), pause);
			return;
		}
		for (byte[] piece : body.pieces()) {
			output.write(piece, 0, piece.length / 2);
		}
		output.flush();
	}

	private static void writeAll(OutputStream output, List<byte[]> pieces, Duration pause) throws IOException {
		boolean first = true;
		for (byte[] piece : pieces) {
			if (!first) {
				sleep(pause);
			}
			first = false;
			output.write(piece);
			output.flush();
		}
	}

	private static void sleep(Duration duration) throws IOException {
		try {
			Thread.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("The endpoint is being closed");
		}
	}

	/**
	 * Makes the server close the connection as it is: to close the exchange would end the
	 * body properly.
	 */
	private static final class ConnectionCut extends IOException {

		private static final long serialVersionUID = 1L;

	}

}
