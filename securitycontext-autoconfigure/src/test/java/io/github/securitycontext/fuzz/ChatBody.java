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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * A JSON object as another library reads it, in which members of the same name are kept
 * apart.
 */
record ChatBody(List<Member> members) {

	private static final String CONTEXT = "user_security_context";

	private static final JsonMapper mapper = JsonMapper.shared();

	/**
	 * Reads a body, or returns {@code null} if it is no JSON object.
	 */
	static @Nullable ChatBody parse(byte[] body) {
		try (JsonParser parser = mapper.createParser(decode(body))) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return null;
			}
			List<Member> members = readMembers(parser);
			return (parser.nextToken() == null) ? new ChatBody(members) : null;
		}
		catch (CharacterCodingException | JacksonException ex) {
			return null;
		}
	}

	/**
	 * RFC 8259 knows UTF-8 only, and no byte order mark, which Jackson would guess at.
	 */
	private static String decode(byte[] body) throws CharacterCodingException {
		String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
		return text.startsWith("\uFEFF") ? "" : text;
	}

	private static List<Member> readMembers(JsonParser parser) {
		List<Member> members = new ArrayList<>();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			boolean context = parser.nextToken() == JsonToken.START_OBJECT && name.equals(CONTEXT);
			members.add(new Member(name, context ? readMembers(parser) : parser.readValueAsTree()));
		}
		return members;
	}

	/**
	 * Returns what a body like this is to have when a context has been attached.
	 */
	List<Member> completedWith(UserSecurityContext context) {
		List<Member> own = this.members.stream().filter((member) -> member.name().equals(CONTEXT)).toList();
		if (own.isEmpty()) {
			List<Member> added = membersOf(context, (field) -> true);
			return added.isEmpty() ? this.members : concat(List.of(new Member(CONTEXT, added)), this.members);
		}
		return (own.size() == 1 && own.get(0).value() instanceof List<?>) ? this.members.stream()
			.map((member) -> (member == own.get(0)) ? completed(member, context) : member)
			.toList() : this.members;
	}

	@SuppressWarnings("unchecked")
	private static Member completed(Member own, UserSecurityContext context) {
		List<Member> callers = (List<Member>) own.value();
		Set<UserSecurityContextField> endUser = Set.of(UserSecurityContextField.END_USER_ID,
				UserSecurityContextField.END_USER_TENANT_ID, UserSecurityContextField.SOURCE_IP);
		boolean namesUser = endUser.stream().anyMatch((field) -> has(callers, field));
		return new Member(CONTEXT, concat(
				membersOf(context, (field) -> endUser.contains(field) ? !namesUser : !has(callers, field)), callers));
	}

	private static boolean has(List<Member> members, UserSecurityContextField field) {
		return members.stream().anyMatch((member) -> member.name().equals(field.getMemberName()));
	}

	private static List<Member> membersOf(UserSecurityContext context, Predicate<UserSecurityContextField> fields) {
		return Stream.of(UserSecurityContextField.values())
			.filter((field) -> field.get(context) != null && fields.test(field))
			.map((field) -> new Member(field.getMemberName(), StringNode.valueOf(field.get(context))))
			.toList();
	}

	private static List<Member> concat(List<Member> first, List<Member> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

	/**
	 * A member of an object.
	 *
	 * @param name its name
	 * @param value a {@code JsonNode}, or the members of a context
	 */
	record Member(String name, Object value) {

	}

}
