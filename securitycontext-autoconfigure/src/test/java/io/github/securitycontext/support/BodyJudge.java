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

package io.github.securitycontext.support;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Says what may become of a body to which the context of Alice is attached, with Jackson
 * as the judge of what the body means.
 */
public final class BodyJudge {

	private static final String MEMBER = "user_security_context";

	private static final JsonMapper LENIENT = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private static final JsonMapper STRICT = LENIENT.rebuild()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final ObjectNode ALICE = (ObjectNode) LENIENT.readTree(Users.ALICE_JSON);

	private BodyJudge() {
	}

	/**
	 * Fails if a body lost or changed anything, or did not get exactly what it lacks.
	 * @param before the body of the application
	 * @param after the body that is sent instead, or {@code null} if there is none
	 */
	public static void check(byte[] before, byte @Nullable [] after) {
		String body = new String(before, StandardCharsets.UTF_8);
		if (after != null) {
			byte[] insertion = findInsertion(before, after);
			assertThat(insertion).as(body).isNotEmpty();
			String inserted = new String(insertion, StandardCharsets.UTF_8);
			assertThat(inserted.chars().anyMatch(Character::isISOControl)).as(inserted).isFalse();
		}
		if (parse(STRICT, before) instanceof ObjectNode old) {
			assertThat((after != null) ? parse(STRICT, after) : old).as(body).isEqualTo(complete(old));
		}
		else if (after != null) {
			assertThat(parse(LENIENT, before) == null || parse(LENIENT, after) != null).as(body).isTrue();
		}
	}

	/**
	 * Returns the same object as a JSON library writes it, or {@code null} if the body is
	 * none.
	 */
	public static byte @Nullable [] rewrite(byte[] body) {
		try {
			return (parse(LENIENT, body) instanceof ObjectNode object) ? LENIENT.writeValueAsBytes(object) : null;
		}
		catch (JacksonException ex) {
			// half of a pair of surrogates can be read, but not written
			return null;
		}
	}

	private static byte @Nullable [] findInsertion(byte[] before, byte[] after) {
		int added = Math.max(0, after.length - before.length);
		// the longest common start may reach into what was added
		for (int start = Arrays.mismatch(before, after); start >= 0; start--) {
			if (Arrays.equals(before, start, before.length, after, start + added, after.length)) {
				return Arrays.copyOfRange(after, start, start + added);
			}
		}
		return null;
	}

	private static ObjectNode complete(ObjectNode old) {
		ObjectNode expected = old.deepCopy();
		if (!expected.has(MEMBER)) {
			expected.set(MEMBER, ALICE);
		}
		else if (expected.get(MEMBER) instanceof ObjectNode own) {
			boolean endUser = Stream.of("end_user_id", "end_user_tenant_id", "source_ip").anyMatch(own::has);
			ALICE.properties().forEach((member) -> {
				if (!own.has(member.getKey()) && (!endUser || member.getKey().equals("application_name"))) {
					own.set(member.getKey(), member.getValue());
				}
			});
		}
		return expected;
	}

	/**
	 * RFC 8259 knows UTF-8 only, of which Jackson is not sure.
	 */
	private static @Nullable JsonNode parse(JsonMapper mapper, byte[] json) {
		try {
			return mapper.readTree(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
		}
		catch (CharacterCodingException | JacksonException ex) {
			return null;
		}
	}

}
