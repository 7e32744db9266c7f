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

package io.github.securitycontext.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.securitycontext.test.ServicePath.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the user security context of a call, in words.
 */
final class Findings {

	private static final Pattern DATED_VERSION = Pattern.compile("(?:^|&)api-version=(\\d{4}-[^&]*)");

	// of api-version: the service did not take the object before
	private static final String FIRST_VERSION = "2025-01-01";

	private Findings() {
	}

	/**
	 * Why the call has no single object, or {@code null} if it has one.
	 */
	static @Nullable String missingObject(ReceivedCall call) {
		ReceivedBody body = call.receivedBody();
		if (body.flaw() != null) {
			return "the body is no JSON object (" + body.flaw() + ")";
		}
		if (body.userSecurityContexts().size() > 1) {
			return "there are " + body.userSecurityContexts().size() + " members user_security_context";
		}
		if (body.userSecurityContexts().isEmpty()) {
			return "there is no user_security_context" + hint(call);
		}
		return (call.userSecurityContext() == null)
				? "user_security_context is no object, but " + body.userSecurityContexts().get(0) : null;
	}

	private static String hint(ReceivedCall call) {
		Set<String> name = Set.of(ReceivedUserSecurityContext.MEMBER);
		for (String member : call.receivedBody().members()) {
			if (SimilarName.of(member, name) != null) {
				return ", but a misspelt \"" + member + "\"";
			}
		}
		Matcher version = DATED_VERSION.matcher((call.query() != null) ? call.query() : "");
		if (version.find() && version.group(1).compareTo(FIRST_VERSION) < 0) {
			return ": the service takes it from api-version " + FIRST_VERSION + " on, and this call asks for "
					+ version.group(1);
		}
		boolean account = call.operation() == Operation.RESPONSES && !call.path().contains("/api/projects/");
		return account ? ": the service takes it in the Responses API of a Foundry project only" : "";
	}

	/**
	 * What Azure cannot read of the object.
	 */
	static List<String> unreadableMembers(ReceivedUserSecurityContext context) {
		List<String> findings = new ArrayList<>();
		for (String member : context.unknownMembers()) {
			String meant = SimilarName.of(member, ReceivedUserSecurityContext.KNOWN);
			findings.add("\"" + member + "\" is unknown to Azure"
					+ ((meant != null) ? " (misspelt \"" + meant + "\"?)" : ""));
		}
		context.membersWithoutText().forEach((member) -> findings.add("\"" + member + "\" has no text"));
		context.repeatedMembers().forEach((member) -> findings.add("\"" + member + "\" is there more than once"));
		return findings;
	}

	/**
	 * Why the call does not name its user, or an empty list if it does.
	 */
	static List<String> namelessness(ReceivedCall call) {
		String missing = missingObject(call);
		ReceivedUserSecurityContext context = call.userSecurityContext();
		if (missing != null || context == null) {
			return List.of(String.valueOf(missing));
		}
		List<String> findings = unreadableMembers(context);
		if (context.endUserId() == null) {
			findings.add(0, "there is no \"end_user_id\"");
		}
		return findings;
	}

	/**
	 * The call and its context, for the end of a message.
	 */
	static String shown(ReceivedCall call) {
		ReceivedUserSecurityContext context = call.userSecurityContext();
		return ((context != null) ? "user_security_context: " + context + "\n" : "") + call;
	}

}
