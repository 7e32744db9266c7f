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

package io.github.securitycontext.openai;

import java.nio.ByteBuffer;

import com.openai.core.http.Headers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeptAnswersTests {

	private final KeptAnswers answers = new KeptAnswers();

	@Test
	void anAnswerIsFoundByItsVeryHeadersAndOnce() {
		Headers first = Headers.builder().put("a", "b").build();
		Headers second = Headers.builder().put("a", "b").build();
		assertThat(first).isEqualTo(second);
		this.answers.add(first, new byte[] { 1 });
		this.answers.add(second, new byte[] { 2 });
		assertThat(this.answers.take(second)).isEqualTo(ByteBuffer.wrap(new byte[] { 2 }));
		assertThat(this.answers.take(second)).isNull();
		assertThat(this.answers.take(first)).isEqualTo(ByteBuffer.wrap(new byte[] { 1 }));
	}

	@Test
	void anAnswerOfSomebodyElseIsNotFound() {
		this.answers.add(Headers.builder().build(), new byte[0]);
		assertThat(this.answers.take(Headers.builder().build())).isNull();
	}

	@Test
	void theClientOfTheApplicationIsNotClosed() {
		FakeHttpClient http = new FakeHttpClient();
		AnswerKeepingHttpClient keeping = new AnswerKeepingHttpClient(http, this.answers);
		keeping.close();
		assertThat(http.closed).hasValue(0);
	}

}
