using System.Buffers.Text;
using Firstlight.Core;
using Microsoft.AspNetCore.Identity;

namespace Firstlight.Accounts;

/// <summary>Between Identity's form of a passkey and ours.</summary>
internal static class StoredPasskeys
{
    public static string IdOf(byte[] credentialId) => Base64Url.EncodeToString(credentialId);

    public static Passkey From(UserPasskeyInfo info, UserId person) =>
        new()
        {
            Id = IdOf(info.CredentialId),
            Person = person,
            Name = info.Name ?? "",
            PublicKey = info.PublicKey,
            SignCount = info.SignCount,
            Transports = info.Transports ?? [],
            IsUserVerified = info.IsUserVerified,
            IsBackupEligible = info.IsBackupEligible,
            IsBackedUp = info.IsBackedUp,
            AttestationObject = info.AttestationObject,
            ClientDataJson = info.ClientDataJson,
            CreatedAt = info.CreatedAt,
        };

    public static UserPasskeyInfo ToInfo(this Passkey passkey) =>
        new(
            Base64Url.DecodeFromChars(passkey.Id),
            passkey.PublicKey,
            passkey.CreatedAt,
            passkey.SignCount,
            [.. passkey.Transports],
            passkey.IsUserVerified,
            passkey.IsBackupEligible,
            passkey.IsBackedUp,
            passkey.AttestationObject,
            passkey.ClientDataJson
        )
        {
            Name = passkey.Name,
        };
}
