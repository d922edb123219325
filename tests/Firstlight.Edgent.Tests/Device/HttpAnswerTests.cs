using System.Text;

namespace Firstlight.Edgent.Tests.Device;

public sealed class HttpAnswerTests
{
    [Fact]
    public void Status_and_texts_are_read()
    {
        var answer = Read("HTTP/1.1 200 OK\r\nA: b\r\n\r\n{\"token\":\"t\",\"n\":1}");

        answer!.Status.ShouldBe(200);
        answer.Text("token").ShouldBe("t");
        answer.Text("n").ShouldBeNull();
        answer.Text("other").ShouldBeNull();
        $"{answer}".ShouldBe("HTTP 200");
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n<html>")]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n[1]")]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n{\"code\":")]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n")]
    [InlineData("HTTP/1.0 404")]
    public void A_body_that_is_cut_or_no_JSON_has_no_texts(string text)
    {
        var answer = Read(text);

        answer!.Status.ShouldBe(404);
        answer.Text("code").ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1")]
    [InlineData("HTTP/1.1 abc ")]
    [InlineData("SSH-2.0-OpenSSH")]
    public void What_is_no_HTTP_is_no_answer(string text) => Read(text).ShouldBeNull();

    private static HttpAnswer? Read(string text) => HttpAnswer.Read(Encoding.UTF8.GetBytes(text));
}
