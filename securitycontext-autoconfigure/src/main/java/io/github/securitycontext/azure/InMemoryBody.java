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

package io.github.securitycontext.azure;

import java.nio.ByteBuffer;

import com.azure.core.implementation.util.BinaryDataContent;
import com.azure.core.implementation.util.BinaryDataHelper;
import com.azure.core.implementation.util.ByteArrayContent;
import com.azure.core.implementation.util.ByteBufferContent;
import com.azure.core.implementation.util.ListByteBufferContent;
import com.azure.core.implementation.util.SerializableContent;
import com.azure.core.implementation.util.StringContent;
import com.azure.core.util.BinaryData;
import io.github.securitycontext.attach.OutgoingBody;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a body, if they lie in memory. Files, streams and publishers are not
 * touched: to look into them is to read them. {@link BinaryData} itself does not tell
 * which is which.
 */
final class InMemoryBody {

	private InMemoryBody() {
	}

	static @Nullable OutgoingBody of(@Nullable BinaryData body) {
		if (body == null) {
			return null;
		}
		BinaryDataContent content = BinaryDataHelper.getContent(body);
		if (content instanceof ByteBufferContent || content instanceof ListByteBufferContent) {
			return new OutgoingBody(content.toByteBuffer(), false);
		}
		boolean serialized = content instanceof SerializableContent;
		boolean array = serialized || content instanceof ByteArrayContent || content instanceof StringContent;
		// the array itself: these kinds keep it, and send it
		return array ? new OutgoingBody(ByteBuffer.wrap(content.toBytes()), serialized) : null;
	}

}
