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
import java.util.List;
import java.util.function.Supplier;

import io.github.securitycontext.UserSecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * What a call is to carry, found on the thread that made it. The body may come later, and
 * on another thread.
 */
public final class Attachment {

	/**
	 * The member of a body that holds the context.
	 */
	public static final String MEMBER = "user_security_context";

	private final UserSecurityContext context;

	private final UserSecurityContextAttacher attacher;

	Attachment(UserSecurityContext context, UserSecurityContextAttacher attacher) {
		this.context = context;
		this.attacher = attacher;
	}

	/**
	 * Puts the context into the body of the call.
	 * @param body returns the body, of which neither position nor content is changed, or
	 * {@code null} if it does not lie in memory
	 * @return the parts of the body to send instead, or {@code null} to send it as it is
	 */
	public @Nullable List<ByteBuffer> attachTo(Supplier<? extends @Nullable ByteBuffer> body) {
		try {
			ByteBuffer content = body.get();
			return (content != null) ? ContextSplice.splice(content, this.context) : null;
		}
		catch (Throwable ex) {
			// an error, too: if the call cannot go on, it will fail by itself
			this.attacher.report(ex);
			return null;
		}
	}

}
