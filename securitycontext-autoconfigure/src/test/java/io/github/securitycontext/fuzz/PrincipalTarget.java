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
import io.github.securitycontext.identity.AppServicePrincipal;
import io.github.securitycontext.identity.EndUser;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers that claim to be from App Service.
 */
final class PrincipalTarget {

	private static final JsonMapper jackson = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
			.build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private PrincipalTarget() {
	}

	/**
	 * Fails if a header cannot be read, names a user who cannot be sent, or is taken for
	 * JSON that it is not.
	 */
	static void check(byte[] content) {
		checkUser(AppServiceUsers.find(new String(content, StandardCharsets.ISO_8859_1)));
		AppServicePrincipal principal = AppServiceUsers.find(content);
		EndUser user = checkUser(principal);
		if (principal != null) {
			JsonNode json = jackson.readTree(new String(content, StandardCharsets.UTF_8));
			if (user.tenantId() != null) {
				assertThat(json.findValues("val").stream().filter(JsonNode::isString).map(JsonNode::stringValue))
					.contains(user.tenantId());
			}
		}
	}

	private static EndUser checkUser(@Nullable AppServicePrincipal principal) {
		EndUser user = AppServiceUsers.resolve(principal);
		UserSecurityContext context = UserSecurityContext.builder()
			.endUserId(user.id())
			.endUserTenantId(user.tenantId())
			.build();
		assertThat(context.getEndUserId()).isEqualTo(user.id());
		assertThat(context.getEndUserTenantId()).isEqualTo(user.tenantId());
		assertThat((user.id() + user.tenantId()).chars().anyMatch(Character::isISOControl)).isFalse();
		return user;
	}

}
