using System.Net;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Routes;

/// <summary>Files that a device sent, as its people see them.</summary>
public sealed class DeviceFileRoutesTests
{
    [Fact]
    public async Task Files_are_listed_read_and_removed()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();
        var path = $"/api/v1/devices/{id}/files";
        var file = (await api.GetAsync(path))["items"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)file["fileName"], (string?)file["kind"]).ShouldBe(("photo.png", "Shared"));
        ((string?)file["publicPath"]).ShouldBe($"/device_uploads/{id}/{FakeFiles.Name}");

        using var content = await api.SendAsync(HttpMethod.Get, $"{path}/{FakeFiles.Name}");
        content.Content.Headers.ContentDisposition!.FileName.ShouldBe("photo.png");
        (await content.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("pixels");

        using var removed = await api.SendAsync(HttpMethod.Delete, $"{path}/{FakeFiles.Name}");
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await api.SendAsync(HttpMethod.Get, $"{path}/{FakeFiles.Name}");
        ((string?)(await ApiUnderTest.JsonOf(gone))["code"]).ShouldBe("file_not_found");
    }

    [Fact]
    public async Task Files_of_a_device_that_is_not_ones_own_are_not_found()
    {
        await using var api = await ApiUnderTest.StartAsync();
        using var answer = await api.SendAsync(HttpMethod.Get, "/api/v1/devices/999/files");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
