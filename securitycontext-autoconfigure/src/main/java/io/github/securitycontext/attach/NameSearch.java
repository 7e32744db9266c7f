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
 * of the eights that start every 14 bytes, one lies within it, and is one of 14. Where to
 * look next does not depend on what was found, so that the processor need not wait for
 * one look before the next, which a search that skips as far as it can would have to.
 */
final class NameSearch {

	private static final byte[] NAME = Attachment.MEMBER.getBytes(StandardCharsets.US_ASCII);

	private static final int STEP = NAME.length - Long.BYTES + 1;

	/** The eights of the name, each at the place that {@link #placeOf} says. */
	private static final long[] EIGHTS = new long[16];

	static {
		ByteBuffer name = ByteBuffer.wrap(NAME);
		for (int i = 0; i < STEP; i++) {
			long eight = name.getLong(i);
			EIGHTS[placeOf(eight)] = eight;
		}
	}

	private NameSearch() {
	}

	/**
	 * Whether the name is there.
	 * @param body the bytes from 0 to the limit, big-endian
	 */
	static boolean isNameIn(ByteBuffer body) {
		for (int i = 0; i <= body.limit() - Long.BYTES; i += STEP) {
			long eight = body.getLong(i);
			if (EIGHTS[placeOf(eight)] == eight && isNameAround(body, i)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Hashes eight bytes. The factor was searched for: no two of the 14 share a place.
	 */
	private static int placeOf(long eight) {
		return (int) (eight * 27607 >>> 60);
	}

	/**
	 * Whether the eight bytes at an index lie within the name.
	 */
	private static boolean isNameAround(ByteBuffer body, int index) {
		for (int start = Math.max(0, index - STEP + 1); start <= index; start++) {
			if (isNameAt(body, start)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isNameAt(ByteBuffer body, int index) {
		if (index + NAME.length > body.limit()) {
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
