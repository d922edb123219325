using System.Security.Cryptography;
using Firstlight.Protocol.Bundles;

namespace Firstlight.Protocol.Tests.Bundles;

public sealed class BundleKeyTests
{
    [Fact]
    public void Both_halves_of_a_new_pair_are_read_and_belong_together()
    {
        var (privatePem, publicPem) = BundleKey.Create();

        BundleKey.TryRead(privatePem, out var own).ShouldBeTrue();
        BundleKey.TryRead(publicPem, out var shown).ShouldBeTrue();
        using (own)
        using (shown)
        {
            byte[] said = [1, 2, 3];
            var signature = own!.SignData(said, HashAlgorithmName.SHA256);
            shown!.VerifyData(said, signature, HashAlgorithmName.SHA256).ShouldBeTrue();
        }

        publicPem.ShouldNotContain("PRIVATE");
    }

    [Fact]
    public void Keys_of_other_kinds_are_none()
    {
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);

        BundleKey.TryRead(larger.ExportSubjectPublicKeyInfoPem(), out _).ShouldBeFalse();
        BundleKey.TryRead(rsa.ExportSubjectPublicKeyInfoPem(), out _).ShouldBeFalse();
        BundleKey.TryRead("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", out _).ShouldBeFalse();
        BundleKey.TryRead("", out _).ShouldBeFalse();
    }
}
