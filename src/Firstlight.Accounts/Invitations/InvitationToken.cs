using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>The secret of an invitation's link, and what is stored of it.</summary>
internal readonly struct InvitationToken(string secret)
{
    private const int RandomBytes = 24;

    /// <summary>Behind the <c>#</c>: browsers keep it from every server and every log.</summary>
    public string Path => $"/join#{secret}";

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static InvitationToken New(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[RandomBytes];
        random.Fill(bytes);
        return new InvitationToken(Base64Url.EncodeToString(bytes));
    }

    public override string ToString() => "invitation token";
}
