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

import java.nio.charset.StandardCharsets;

import io.github.securitycontext.UserSecurityContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
		AttachedBody body = AttachedBody.of(BODY, true, context);
		body.check();
		JsonNode sent = JsonMapper.shared().readTree(body.sent()).get("user_security_context");
		sent.properties().forEach((member) -> {
			String value = member.getValue().stringValue();
			assertThat(value).isNotBlank().hasSizeLessThanOrEqualTo(UserSecurityContext.MAX_LENGTH);
			assertThat(value.codePoints()).noneMatch(Character::isISOControl);
		});
		assertThat(sent.path("end_user_id").stringValue(null)).isEqualTo(context.getEndUserId());
		assertThat(sent.path("application_name").stringValue(null)).isEqualTo(context.getApplicationName());
	}

}
