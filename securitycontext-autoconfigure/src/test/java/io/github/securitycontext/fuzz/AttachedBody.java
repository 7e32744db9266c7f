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

package io.github.securitycontext.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.attach.CallOutcome;
import io.github.securitycontext.attach.CarryingCall;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.OutgoingBody;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UnsupportedModelAction;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A body before and after a context was attached to it, and what must be true of the two
 * whatever the body is.
 *
 * @param original the body of the application
 * @param sent the body that is sent
 * @param context what is known of the user
 */
record AttachedBody(byte[] original, byte[] sent, UserSecurityContext context) {

	static final UserSecurityContext ALICE = UserSecurityContext.builder()
		.applicationName("contoso \"assistant\"")
		.endUserId("9f1d5b0e-7c3a-4c55-9d0f-0b6a2f1e4c11")
		.endUserTenantId("3d2c7a44-52b1-4b8e-8e0a-6f0f9d3b7a02")
		.sourceIp("203.0.113.7")
		.build();

	private static final OutgoingRequest REQUEST = new OutgoingRequest("client", true, "POST",
			"contoso.openai.azure.com", -1, "/openai/v1/chat/completions", null);

	/**
	 * Attaches a context, as the clients of all libraries do.
	 * @param serialized whether a JSON library wrote the body
	 */
	static AttachedBody of(byte[] original, boolean serialized, UserSecurityContext context) {
		byte[] body = original.clone();
		List<CallOutcome> outcomes = new ArrayList<>();
		CarryingCall call = new UserSecurityContextAttacher(() -> List.of((known, request) -> context),
				() -> List.of((report) -> outcomes.add(report.outcome())), UnsupportedModelAction.RETRY_WITHOUT)
			.judge(new ClientSettings("client", true, null), REQUEST)
			.prepare()
			.attachTo(() -> new OutgoingBody(ByteBuffer.wrap(body), serialized));
		assertThat(outcomes).hasSize(1).doesNotContain(CallOutcome.FAILED);
		assertThat(body).as("the application's own array").isEqualTo(original);
		return new AttachedBody(original, (call != null) ? join(call.body()) : original, context);
	}

	private static byte[] join(List<ByteBuffer> parts) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (ByteBuffer part : parts) {
			byte[] bytes = new byte[part.remaining()];
			part.duplicate().get(bytes);
			body.writeBytes(bytes);
		}
		return body.toByteArray();
	}

	/**
	 * Fails if the body lost or changed anything, or got more than it should.
	 */
	void check() {
		checkBytes();
		ChatBody before = ChatBody.parse(this.original);
		if (before == null) {
			return;
		}
		ChatBody after = ChatBody.parse(this.sent);
		assertThat(after).as("JSON becomes JSON").isNotNull();
		assertThat(after.members()).isEqualTo(before.completedWith(this.context));
	}

	/**
	 * Whatever the body is, what it gets is put in in one place.
	 */
	private void checkBytes() {
		int added = this.sent.length - this.original.length;
		assertThat(added).isNotNegative();
		int place = Arrays.mismatch(this.original, this.sent);
		if (place >= 0) {
			assertThat(Arrays.copyOfRange(this.sent, place + added, this.sent.length))
				.isEqualTo(Arrays.copyOfRange(this.original, place, this.original.length));
		}
		assertThat(Arrays.copyOfRange(this.sent, Math.max(0, place), Math.max(0, place) + added))
			.as("nothing needs more than one line")
			.doesNotContain((byte) '\n', (byte) '\r', (byte) 0);
	}

}
