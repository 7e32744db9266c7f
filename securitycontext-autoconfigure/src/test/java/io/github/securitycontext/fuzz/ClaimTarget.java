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

import io.github.securitycontext.identity.EndUser;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Claims of which a user chose some.
 */
final class ClaimTarget {

	private static final String OBJECT_ID = "9f1d5b0e-7c3a-4c55-9d0f-0b6a2f1e4c11";

	private static final String TENANT_ID = "3d2c7a44-52b1-4b8e-8e0a-6f0f9d3b7a02";

	private ClaimTarget() {
	}

	/**
	 * Fails if a user can be somebody else.
	 * @param text the name of a claim and its value, or the identifiers of two users, on
	 * two lines
	 */
	static void check(String text) {
		int end = text.indexOf('\n');
		String first = text.substring(0, Math.max(0, end));
		String second = text.substring(end + 1);
		checkIsHerself(resolve("aad", first, second, "oid", OBJECT_ID, "tid", TENANT_ID));
		checkIsHerself(resolve("aad", "oid", OBJECT_ID, "tid", TENANT_ID, first, second));
		checkAreTwo(resolve("google", "sub", text), resolve("github", "sub", text));
		if (!first.equals(second)) {
			checkAreTwo(resolve("google", "sub", first), resolve("google", "sub", second));
			checkAreTwo(resolve("aad", "oid", first), resolve("aad", "oid", second));
		}
	}

	private static void checkIsHerself(EndUser user) {
		assertThat(user.id()).isIn(OBJECT_ID, null);
		assertThat(user.tenantId()).isIn(TENANT_ID, null);
	}

	private static void checkAreTwo(EndUser user, EndUser other) {
		if (user.id() != null) {
			assertThat(user.id()).isNotEqualTo(other.id());
		}
	}

	private static EndUser resolve(String provider, String... claims) {
		ObjectNode principal = JsonNodeFactory.instance.objectNode().put("auth_typ", provider);
		ArrayNode list = principal.putArray("claims");
		for (int i = 0; i < claims.length; i += 2) {
			list.addObject().put("typ", claims[i]).put("val", claims[i + 1]);
		}
		return AppServiceUsers.resolve(AppServiceUsers.find(principal.toString().getBytes(StandardCharsets.UTF_8)));
	}

}
