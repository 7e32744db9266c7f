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

package io.github.securitycontext.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.securitycontext.log.OneTimeLog;
import org.jspecify.annotations.Nullable;

/**
 * Stable pseudonyms of names: HMAC-SHA-256 with a key, SHA-256 without, of the exact name
 * in UTF-8, as 64 lower-case hexadecimal digits.
 */
final class Pseudonyms {

	private static final String HMAC = "HmacSHA256";

	private static final byte NOT_UTF_8 = (byte) 0xFF;

	private final OneTimeLog log = new OneTimeLog(Pseudonyms.class);

	private final @Nullable SecretKeySpec key;

	Pseudonyms(@Nullable String key) {
		this.key = (key != null) ? new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC) : null;
	}

	String of(String name) {
		if (this.key == null) {
			this.log.warn("User names are sent as plain SHA-256 pseudonyms, which anybody who knows a name can compute."
					+ " Set securitycontext.end-user.pseudonym-key to a secret, so that only you can");
		}
		try {
			return HexFormat.of().formatHex(hash(bytes(name)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private byte[] hash(byte[] name) throws GeneralSecurityException {
		if (this.key == null) {
			return MessageDigest.getInstance("SHA-256").digest(name);
		}
		Mac mac = Mac.getInstance(HMAC);
		mac.init(this.key);
		return mac.doFinal(name);
	}

	/**
	 * UTF-8 has no lone surrogates: the encoder would make two such names one. They are
	 * hashed as UTF-16, behind a byte that is never in UTF-8.
	 */
	private static byte[] bytes(String name) {
		if (StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
			return name.getBytes(StandardCharsets.UTF_8);
		}
		ByteBuffer bytes = ByteBuffer.allocate(1 + 2 * name.length()).put(NOT_UTF_8);
		bytes.slice().asCharBuffer().put(name);
		return bytes.array();
	}

}
