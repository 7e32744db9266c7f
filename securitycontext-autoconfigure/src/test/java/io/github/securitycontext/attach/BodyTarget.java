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

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.support.BodyJudge;
import io.github.securitycontext.support.Users;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies of every shape. Not by way of a call, in which whatever fails costs the context
 * only.
 */
public final class BodyTarget {

	private static final UserSecurityContext ALICE = Users.ALICE.toBuilder().applicationName("demo").build();

	private BodyTarget() {
	}

	/**
	 * Fails if a body does not become what it was and at most one member more.
	 */
	public static void check(byte[] body) {
		BodyJudge.check(body, attach(body, false));
		byte[] written = BodyJudge.rewrite(body);
		if (written != null) {
			assertThat(attach(written, true)).isEqualTo(attach(written, false));
		}
	}

	private static byte @Nullable [] attach(byte[] original, boolean serialized) {
		byte[] body = original.clone();
		ContextSplice splice = ContextSplice.of(new OutgoingBody(ByteBuffer.wrap(body), serialized), ALICE);
		if (splice == null || splice.merged().addition().isEmpty()) {
			return null;
		}
		splice.findModel();
		byte[] sent = CarryingCall.join(splice.body());
		assertThat(body).as("the application's own array").isEqualTo(original);
		return sent;
	}

}
