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
import java.util.Arrays;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values of every kind.
 */
class ContextPropertyTests {

	private static final byte[] BODY = "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8);

	@Property
	void anIdentifierIsSentExactlyOrNotAtAll(@ForAll String id, @ForAll String tenant) {
		UserSecurityContext context = UserSecurityContext.builder()
			.applicationName("demo")
			.endUserId(id)
			.endUserTenantId(tenant)
			.build();
		assertThat(context.getEndUserId()).isIn(id, null);
		assertThat(context.getEndUserTenantId()).isIn(tenant, null);
		assertThatItIsSent(context);
	}

	@Property
	void noNameOfAnApplicationHarmsTheJson(@ForAll String name) {
		assertThatItIsSent(UserSecurityContext.builder().applicationName(name).endUserId("alice").build());
	}

	private static void assertThatItIsSent(UserSecurityContext context) {
		byte[] body = BODY.clone();
		ContextSplice splice = ContextSplice.of(new OutgoingBody(ByteBuffer.wrap(body), true), context);
		byte[] sent = CarryingCall.join(splice.body());
		assertThat(body).as("the application's own array").isEqualTo(BODY);
		assertThat(sent).doesNotContain((byte) '\n', (byte) '\r', (byte) 0)
			.endsWith(Arrays.copyOfRange(BODY, 1, BODY.length));
		ObjectNode object = (ObjectNode) JsonMapper.shared().readTree(sent);
		JsonNode members = object.remove(Attachment.MEMBER);
		assertThat(object).isEqualTo(JsonMapper.shared().readTree(BODY));
		ObjectNode expected = JsonMapper.shared().createObjectNode();
		for (UserSecurityContextField field : UserSecurityContextField.values()) {
			String value = field.get(context);
			if (value != null) {
				expected.put(field.getMemberName(), value);
				assertThat(value).isNotBlank().hasSizeLessThanOrEqualTo(UserSecurityContext.MAX_LENGTH);
				assertThat(value.codePoints()).noneMatch(Character::isISOControl);
			}
		}
		assertThat(members).isEqualTo(expected);
	}

}
