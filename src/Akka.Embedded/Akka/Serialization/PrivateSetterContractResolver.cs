using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using System.Reflection;

namespace Akka.Serialization;

/// <summary>Lets JSON fill properties whose setter is private or init-only, as messages have them.</summary>
internal sealed class PrivateSetterContractResolver : DefaultContractResolver
{
    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        if (!property.Writable && member is PropertyInfo { } info)
            property.Writable = info.GetSetMethod(nonPublic: true) is not null;
        return property;
    }
}
