using System.Security.Cryptography;
using System.Text;

namespace Firstlight.Devices.Tests.Firmware;

/// <summary>An image comes in by pieces of any size; digests and tag are those of the whole.</summary>
public sealed class IncomingImageTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("firstlight-image-");

    [Theory]
    [InlineData(0)]
    [InlineData(65_520)]
    [InlineData(65_536)]
    [InlineData(131_060)]
    [InlineData(199_000)]
    public async Task Digests_and_tag_are_found_wherever_the_pieces_end(int offset)
    {
        var image = Image(200_000, offset);

        var facts = (await TakeAsync(image, 300_000)).Value;

        facts.Bytes.ShouldBe(image.Length);
        facts.Sha256.ShouldBe(Convert.ToBase64String(SHA256.HashData(image)));
#pragma warning disable CA5351 // The wire has it.
        facts.Md5.ShouldBe(Convert.ToHexStringLower(MD5.HashData(image)));
#pragma warning restore CA5351
        facts.Tag.ShouldNotBeNull().Version.ShouldBe("2.0.0");
        (await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, "f"), Cancellation)).ShouldBe(image);
    }

    [Fact]
    public async Task One_byte_too_many_is_refused()
    {
        (await TakeAsync(new byte[1_000], 1_000)).Succeeded.ShouldBeTrue();
        (await TakeAsync(new byte[1_001], 1_000)).Refusal.ShouldNotBeNull().Code.ShouldBe("firmware_too_large");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<Core.Outcome<ImageFacts>> TakeAsync(byte[] image, long max)
    {
        await using var file = File.Create(Path.Combine(_folder.FullName, "f"));
        await using var source = new MemoryStream(image);
        return await IncomingImage.TakeAsync(source, file, max, Cancellation);
    }

    private static byte[] Image(int bytes, int offset)
    {
        var image = new byte[bytes];
        Array.Fill(image, (byte)0xA5);
        Encoding.ASCII.GetBytes("blnkinf\0mcu\02.0.0\0fw-type\0TMPLabcdefgh\0\0").CopyTo(image, offset);
        return image;
    }
}
