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
import java.nio.charset.StandardCharsets;

/**
 * Finds out whether bytes have the name of the member anywhere, looking at about half of
 * them, eight at a time: a prompt may be megabytes long. The name has 21 bytes, so that
 * of the eights that start every 14 bytes, one lies within it. Wherever that is, it has
 * one of the two underscores of the name, or is what lies between them.
 */
final class NameSearch {

	private static final byte[] NAME = Attachment.MEMBER.getBytes(StandardCharsets.US_ASCII);

	private static final int FIRST_UNDERSCORE = Attachment.MEMBER.indexOf('_');

	private static final int SECOND_UNDERSCORE = Attachment.MEMBER.lastIndexOf('_');

	private static final long BETWEEN = ByteBuffer.wrap(NAME).getLong(FIRST_UNDERSCORE + 1);

	private static final int STEP = NAME.length - Long.BYTES + 1;

	private static final long UNDERSCORES = 0x5F5F_5F5F_5F5F_5F5FL;

	private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;

	private NameSearch() {
	}

	/**
	 * Whether the name is there.
	 * @param body the bytes from 0 to the limit, big-endian
	 */
	static boolean isNameIn(ByteBuffer body) {
		for (int i = 0; i <= body.limit() - Long.BYTES; i += STEP) {
			long eight = body.getLong(i);
			long zeroIfUnderscore = eight ^ UNDERSCORES;
			// the high bit of each byte that is zero
			long zeros = ~((zeroIfUnderscore & LOW_BITS) + LOW_BITS | zeroIfUnderscore | LOW_BITS);
			if (zeros != 0) {
				int underscore = i + Long.numberOfLeadingZeros(zeros) / Byte.SIZE;
				if (isNameAt(body, underscore - FIRST_UNDERSCORE) || isNameAt(body, underscore - SECOND_UNDERSCORE)) {
					return true;
				}
			}
			else if (eight == BETWEEN && isNameAt(body, i - FIRST_UNDERSCORE - 1)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isNameAt(ByteBuffer body, int index) {
		if (index < 0 || index + NAME.length > body.limit()) {
			return false;
		}
		for (int i = 0; i < NAME.length; i++) {
			if (body.get(index + i) != NAME[i]) {
				return false;
			}
		}
		return true;
	}

}
